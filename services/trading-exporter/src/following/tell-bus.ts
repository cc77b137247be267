import { MAX_STREAMS } from './choose-places.ts';
import type { Load } from './overload.ts';

/** No calendar goes further, but ids do. */
const LAST_DATE_MILLISECONDS = 8.64e15;

/** What is particular about a bus at the moment. */
export type BusFacts = {
  readonly streams: number;
  readonly leftOut: number;
  /** Streams that this user may not read. */
  readonly refused: number;
  /** Streams whose newest id is ahead of the clock of their server. */
  readonly ahead: number;
  /** The clock of the bus minus ours, where it is so far off that no id is of the window. */
  readonly farClockSeconds: number | undefined;
  /** Time of an entry that was read lately and is far from now, by the clock of the bus. */
  readonly playedMilliseconds: number | undefined;
  readonly load: Load;
  /** Whether the Redis counts what was ever added to a stream. */
  readonly isCounted: boolean;
  readonly isReplica: boolean;
  readonly clockStepSeconds: number | undefined;
};

/** What a reader of the figures of a bus should know, the worst first. */
export function tellBus(facts: BusFacts): string | undefined {
  const sentences = [
    leftOut(facts),
    facts.refused > 0
      ? `${facts.refused} streams may not be read by its user: allow XINFO and XREAD on them`
      : undefined,
    overloaded(facts),
    facts.streams === 0 ? 'no stream there fits TRADING_STREAMS' : undefined,
    farClock(facts.farClockSeconds),
    dates(facts),
    clockStep(facts.clockStepSeconds),
    facts.isReplica
      ? 'it is a replica: entries come later there, and lag does not say by how much'
      : undefined,
    facts.streams > 0 && !facts.isCounted
      ? 'it does not count what was added (Redis before 7.0): losses are not known'
      : undefined,
  ].filter((sentence) => sentence !== undefined);
  return sentences.length === 0 ? undefined : sentences.join('; ');
}

function leftOut({ leftOut: streams }: BusFacts): string | undefined {
  if (streams === 0) return undefined;
  return `at least ${streams} streams are not read, ${MAX_STREAMS} is the limit: narrow TRADING_STREAMS`;
}

function overloaded({ load, isCounted }: BusFacts): string | undefined {
  if (load.kind === 'keeping_up') return undefined;
  const rest = isCounted
    ? 'the rest is counted, without its bytes where it is passed over'
    : 'how many are passed over is not known';
  return `too much comes in: one of ${1 / load.share} market data entries is measured, ${rest}; orders are all read`;
}

function dates({ ahead, playedMilliseconds, streams }: BusFacts): string | undefined {
  if (ahead > 0)
    return `${ahead} of ${streams} streams give out ids from the future: their entries count as of when they are read`;
  if (playedMilliseconds === undefined) return undefined;
  const date = new Date(Math.min(playedMilliseconds, LAST_DATE_MILLISECONDS)).toISOString();
  return `a recording is played there: entries of ${date} count as of when they are read`;
}

function farClock(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  const way = seconds > 0 ? 'ahead of' : 'behind';
  return `its clock is ${Math.abs(seconds).toFixed(0)} s ${way} ours: set one of the two; its entries count as of when they are read`;
}

function clockStep(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  return `clock step: its clock and ours moved apart by ${seconds.toFixed(3)} s`;
}
