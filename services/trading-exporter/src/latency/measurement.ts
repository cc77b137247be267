import type { LatencyKind } from '@m4max/contracts';

export type Labels = Readonly<Record<string, string>>;

/** One timed operation, or one that failed without a time worth keeping. */
export type Measurement = {
  readonly kind: LatencyKind;
  readonly stage: string;
  readonly labels: Labels;
  readonly nanoseconds: number | undefined;
  readonly failed: boolean;
  /** How many operations it stands for. */
  readonly times: number;
};

/** Why a measurement was not believed. */
export type Disbelief = 'nan' | 'negative' | 'clock_skew' | 'zero' | 'out_of_range';

/** Nothing that is timed here takes an hour: that is two clocks far apart or a broken stamp. */
const LONGEST_NANOSECONDS = 3600e9;

/** What is wrong with a measured time, if anything. */
export function disbelief({ kind, nanoseconds }: Measurement): Disbelief | undefined {
  if (nanoseconds === undefined) return undefined;
  if (Number.isNaN(nanoseconds)) return 'nan';
  if (nanoseconds < 0) return kind === 'market_data' ? 'clock_skew' : 'negative';
  if (nanoseconds === 0) return 'zero'; // Whatever is real takes time: this is a backtest's clock.
  return nanoseconds > LONGEST_NANOSECONDS ? 'out_of_range' : undefined;
}
