import type { TradingSample } from '@m4max/contracts';
import { joinBacklogs } from './backlogs/backlog.ts';
import type { Config } from './config.ts';
import type { LogTail } from './host/tail-files.ts';
import type { EngineReader } from './http/read-engines.ts';
import { HTTP_INPUT } from './http/take-samples.ts';
import type { Intake } from './ledger/intake.ts';
import type { BusFollower } from './redis/follow-bus.ts';
import type { BusSubscriber } from './redis/subscribe-bus.ts';
import type { BusCommandWatcher } from './redis/watch-bus-commands.ts';
import type { InputState } from './sample/input-state.ts';
import { makeSample } from './sample/make-sample.ts';
import { statesOfBus } from './sample/states-of-bus.ts';

/** One round: asks the buses how they fare, and makes a sample of what they have brought so far. */
export function collect(options: {
  readonly config: Config;
  readonly intake: Intake;
  readonly buses: readonly BusFollower[];
  readonly subscribers: readonly BusSubscriber[];
  readonly commandWatchers: readonly BusCommandWatcher[];
  readonly engines: EngineReader;
  readonly logs: LogTail;
  readonly since: Date;
  readonly now: Date;
}): TradingSample {
  const { config, intake, buses, subscribers, commandWatchers, engines, logs, since, now } =
    options;
  return makeSample({
    intake,
    inputs: [
      ...buses.flatMap((bus) => statesOf(bus, { subscribers, commandWatchers })),
      ...logs.states(now.getTime()).map((state) => withAdvice(state, intake)),
      { kind: 'push', name: HTTP_INPUT, up: true },
    ],
    backlogs: joinBacklogs(buses.flatMap((bus) => bus.backlogs())),
    engines: engines.reports(),
    host: config.HOST_LABEL,
    intervalSeconds: config.COLLECT_INTERVAL_SECONDS,
    since,
    now,
  });
}

function statesOf(
  bus: BusFollower,
  others: {
    readonly subscribers: readonly BusSubscriber[];
    readonly commandWatchers: readonly BusCommandWatcher[];
  },
): readonly InputState[] {
  const isSame = ({ address }: { readonly address: string }) => address === bus.address;
  const subscriber = others.subscribers.find(isSame);
  return statesOfBus({
    streams: bus.state(),
    channels: subscriber?.state(),
    refusal: subscriber?.refusal(),
    commands: others.commandWatchers.find(isSame)?.commands(),
  });
}

/** A log can be read and still be of little use, until it is written otherwise. */
function withAdvice(state: InputState, { fix }: Intake): InputState {
  const detail = state.detail ?? fix.adviceFor(state.name);
  return detail === undefined ? state : { ...state, detail };
}
