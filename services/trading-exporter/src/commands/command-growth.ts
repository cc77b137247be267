import type { BusCommand } from '@m4max/contracts';
import type { Span } from '../lifetime/readings.ts';
import { fellBack } from '../lifetime/readings.ts';
import type { BusFigures, CommandBucket, CommandFigures } from './command-figures.ts';

/** What a bus tells of its commands. */
export type BusCommands = {
  readonly commands: readonly BusCommand[];
  /** Sentences about what the server does not tell. */
  readonly missing: readonly string[];
};

/** With fewer calls a percentile is no more than the slowest of them. */
const FEWEST = { p50: 1, p99: 100 } as const;

/** What a Redis did of each command between two readings, and what it counts since it was started. */
export function commandGrowth({ first, last, seconds }: Span<BusFigures>): readonly BusCommand[] {
  return [...last.commands].map(([command, now]) => {
    const before = first.commands.get(command) ?? NEVER_CALLED;
    const p50 = upperBound(0.5, FEWEST.p50, before.buckets, now.buckets);
    const p99 = upperBound(0.99, FEWEST.p99, before.buckets, now.buckets);
    return {
      command,
      ...(seconds > 0 ? { calls_per_second: (now.calls - before.calls) / seconds } : {}),
      ...(now.failed === undefined ? {} : { failed_calls_total: now.failed }),
      ...(now.failed === undefined || seconds <= 0
        ? {}
        : { failed_per_second: (now.failed - (before.failed ?? 0)) / seconds }),
      ...(now.rejected === undefined ? {} : { rejected_calls_total: now.rejected }),
      ...(p50 === undefined ? {} : { p50 }),
      ...(p99 === undefined ? {} : { p99 }),
    };
  });
}

const NEVER_CALLED: CommandFigures = { calls: 0, buckets: [] };

/** Whether a server was started anew, or somebody has set its counters to nought. */
export function isAnotherLife(before: BusFigures, now: BusFigures): boolean {
  if (before.runId !== now.runId) return true;
  return [...before.commands].some(([command, earlier]) => {
    const later = now.commands.get(command) ?? NEVER_CALLED;
    const timed = (figures: CommandFigures) => figures.buckets?.at(-1)?.count;
    return (
      later.calls < earlier.calls ||
      fellBack(earlier.failed, later.failed) ||
      fellBack(earlier.rejected, later.rejected) ||
      fellBack(timed(earlier), timed(later))
    );
  });
}

/** The bound of the bucket in which the quantile of what came since lies, in seconds. */
function upperBound(
  ratio: number,
  fewest: number,
  before: readonly CommandBucket[] | undefined,
  now: readonly CommandBucket[] | undefined,
): number | undefined {
  if (before === undefined || now === undefined) return undefined; // Not told at either end.
  const total = (now.at(-1)?.count ?? 0) - (before.at(-1)?.count ?? 0);
  if (total < fewest) return undefined;
  const bucket = now.find(
    ({ upToMicroseconds, count }) => count - countUpTo(before, upToMicroseconds) >= ratio * total,
  );
  return bucket === undefined ? undefined : bucket.upToMicroseconds / 1e6;
}

/** The server leaves out a bucket in which nothing is: up to there it is what it was below. */
function countUpTo(buckets: readonly CommandBucket[], microseconds: number): number {
  return buckets.findLast(({ upToMicroseconds }) => upToMicroseconds <= microseconds)?.count ?? 0;
}
