import { seededRandom } from '../../fuzz/seeded-random.ts';

const SEED = 20_260_105;
const MEDIAN_NANOSECONDS = 2e6;
const SPREAD = 0.6;
const TAIL_SHARE = 0.005;
const TAIL_TIMES = 20;

/** Latencies as they are: log-normal around 2 ms, one of two hundred twenty times as long; whole nanoseconds. */
export function latencies(count: number): Float64Array {
  const random = seededRandom(SEED);
  return Float64Array.from({ length: count }, () => {
    const normal =
      Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const tail = random.next() < TAIL_SHARE ? TAIL_TIMES : 1;
    return Math.max(1, Math.round(MEDIAN_NANOSECONDS * Math.exp(SPREAD * normal) * tail));
  });
}

/** The value of nearest rank. */
export function exactQuantile(sorted: Float64Array, ratio: number): number {
  return sorted[Math.max(0, Math.ceil(ratio * sorted.length) - 1)] ?? Number.NaN;
}
