import type { TradingSample } from '@m4max/contracts';
import type { Config } from './config.ts';
import { HTTP_INPUT } from './http/take-samples.ts';
import type { Intake } from './ledger/intake.ts';
import type { BusFollower } from './redis/follow-bus.ts';
import { makeSample } from './sample/make-sample.ts';

/** One round: asks the buses how they fare, and makes a sample of what they have brought so far. */
export function collect(options: {
  readonly config: Config;
  readonly intake: Intake;
  readonly buses: readonly BusFollower[];
  readonly since: Date;
  readonly now: Date;
}): TradingSample {
  const { config, intake, buses, since, now } = options;
  return makeSample({
    intake,
    inputs: [
      ...buses.flatMap((bus) => bus.state() ?? []),
      { kind: 'push', name: HTTP_INPUT, up: true },
    ],
    backlogs: buses.flatMap((bus) => bus.backlogs()),
    host: config.HOST_LABEL,
    intervalSeconds: config.COLLECT_INTERVAL_SECONDS,
    since,
    now,
  });
}
