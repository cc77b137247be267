import { quantile } from '../quantile.ts';

const WARM_UP_SECONDS = 1;
const MEASURED_SECONDS = 3;
const MOST_RUNS = 2000;
const ALLOCATION_RUNS = 15;

export type Measured = {
  readonly runs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Of one document, on the heap and beside it. */
  readonly allocatedBytes: number;
};

/**
 * Times a job over all documents, after it has run for a while; times are those of one document. What it
 * allocates is the growth of the heap over the first document right after a collection: this wants
 * `--expose-gc` and a young space that holds all of it, so that nothing is collected meanwhile.
 */
export function measure(
  job: (document: Buffer) => unknown,
  documents: readonly [Buffer, ...Buffer[]],
): Measured {
  const all = () => documents.map(job);
  const { gc: collectGarbage } = globalThis;
  if (collectGarbage === undefined) throw new Error('run this with --expose-gc');
  repeat(all, WARM_UP_SECONDS);
  const times = repeat(all, MEASURED_SECONDS).map(
    (milliseconds) => milliseconds / documents.length,
  );
  const allocated = Array.from({ length: ALLOCATION_RUNS }, () => {
    collectGarbage();
    const before = heldBytes();
    job(documents[0]);
    return heldBytes() - before;
  });
  return {
    runs: times.length,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    allocatedBytes: quantile(allocated, 0.5),
  };
}

function repeat(job: () => unknown, seconds: number): readonly number[] {
  const times: number[] = [];
  const endAt = performance.now() + seconds * 1000;
  while (times.length < MOST_RUNS && performance.now() < endAt) {
    const startedAt = performance.now();
    job();
    times.push(performance.now() - startedAt);
  }
  return times;
}

function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
