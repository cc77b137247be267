import type { TradingSample } from '@m4max/contracts';
import type { Config } from './config.ts';
import { HTTP_INPUT } from './http/take-samples.ts';
import type { Intake } from './ledger/intake.ts';
import type { BusFollower } from './redis/follow-bus.ts';
import type { BusSubscriber } from './redis/subscribe-bus.ts';
import type { InputState } from './sample/make-sample.ts';
import { makeSample } from './sample/make-sample.ts';

/** One round: asks the buses how they fare, and makes a sample of what they have brought so far. */
export function collect(options: {
  readonly config: Config;
  readonly intake: Intake;
  readonly buses: readonly BusFollower[];
  readonly subscribers: readonly BusSubscriber[];
  readonly since: Date;
  readonly now: Date;
}): TradingSample {
  const { config, intake, buses, subscribers, since, now } = options;
  return makeSample({
    intake,
    inputs: [
      ...buses.flatMap((bus) => stateOf(bus, subscribers)),
      ...subscribers.flatMap((subscriber) => subscriber.state() ?? []),
      { kind: 'push', name: HTTP_INPUT, up: true },
    ],
    backlogs: buses.flatMap((bus) => bus.backlogs()),
    host: config.HOST_LABEL,
    intervalSeconds: config.COLLECT_INTERVAL_SECONDS,
    since,
    now,
  });
}

/** A bus that lets nobody listen is read all the same, and says what of it is not heard. */
function stateOf(bus: BusFollower, subscribers: readonly BusSubscriber[]): readonly InputState[] {
  const state = bus.state();
  if (state === undefined) return [];
  const refusal = subscribers.find(({ address }) => address === bus.address)?.refusal();
  const isSilent = refusal === undefined || !state.up || state.detail !== undefined;
  return [isSilent ? state : { ...state, detail: refusal }];
}
