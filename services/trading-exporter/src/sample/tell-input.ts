import type { TradingSample } from '@m4max/contracts';
import type { Intake } from '../ledger/intake.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NautilusTaker } from '../orders/nautilus-taker.ts';
import type { InputState } from './input-state.ts';

/** What is known of an input: by who reads it, and by what came in. */
export function tellInput(
  { ledger, nautilus }: Pick<Intake, 'ledger' | 'nautilus'>,
  input: InputState,
  nowMilliseconds: number,
  coveredSeconds: number,
): TradingSample['inputs'][number] {
  return inputOf(
    ledger,
    withReplays(nautilus, input, nowMilliseconds),
    nowMilliseconds,
    coveredSeconds,
  );
}

/** An input that is fine may still bring what is left out of the figures. */
function withReplays(
  nautilus: NautilusTaker,
  input: InputState,
  nowMilliseconds: number,
): InputState {
  const replays = nautilus.detailOf(input.name, nowMilliseconds);
  if (replays === undefined) return input;
  return { ...input, detail: input.detail === undefined ? replays : `${input.detail}; ${replays}` };
}

function inputOf(
  ledger: Ledger,
  { kind, name, up, detail, ...state }: InputState,
  nowMilliseconds: number,
  coveredSeconds: number,
): TradingSample['inputs'][number] {
  const { lastAt, rejected } = ledger.inputs.factsOf(name);
  const rate = ledger.arrivals.rates(nowMilliseconds).find((it) => it.name === name);
  const { streams, behindSeconds, samplingRatio, lostEntries, streamResets } = state;
  const { clockOffsetSeconds, commands: { commands = [] } = {} } = state;
  return {
    name,
    kind,
    up,
    ...(detail === undefined ? {} : { detail }),
    ...(streams === undefined ? {} : { streams }),
    ...(behindSeconds === undefined ? {} : { behind_seconds: behindSeconds }),
    ...(samplingRatio === undefined ? {} : { sampling_ratio: samplingRatio }),
    ...(lostEntries === undefined ? {} : { lost_entries_total: lostEntries }),
    ...(streamResets === undefined ? {} : { stream_resets_total: streamResets }),
    ...(clockOffsetSeconds === undefined ? {} : { clock_offset_seconds: clockOffsetSeconds }),
    ...(commands.length === 0 ? {} : { commands: [...commands] }),
    ...(lastAt === undefined ? {} : { last_sample_at: lastAt.toISOString() }),
    ...(rate === undefined ? {} : { entries_per_second: rate.messages / coveredSeconds }),
    rejected: { ...rejected },
  };
}
