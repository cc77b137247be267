import { z } from 'zod';
import type { SampleKind } from '../sample.ts';
import { Moment, Seconds } from '../units.ts';

/** What is kept of one series over one bucket. */
export const Summary = z.strictObject({
  count: z.int().positive(),
  min: z.number(),
  mean: z.number(),
  max: z.number(),
  p95: z.number().optional(),
});
export type Summary = z.infer<typeof Summary>;

/** One bucket of history; a series without readings in it is absent. */
export const HistoryBucket = z.strictObject({
  v: z.int().positive(),
  start: Moment,
  resolution_seconds: Seconds,
  series: z.record(z.string(), Summary),
});
export type HistoryBucket = z.infer<typeof HistoryBucket>;

/** The resolutions in which a kind of sample is kept, finest first. */
export const historyResolutions: Readonly<
  Record<
    SampleKind,
    readonly { readonly resolutionSeconds: number; readonly keepSeconds: number }[]
  >
> = {
  hardware: [
    { resolutionSeconds: 10, keepSeconds: 6 * 3600 },
    { resolutionSeconds: 60, keepSeconds: 30 * 86_400 },
  ],
  trading: [
    { resolutionSeconds: 10, keepSeconds: 6 * 3600 },
    { resolutionSeconds: 60, keepSeconds: 30 * 86_400 },
  ],
  containers: [
    { resolutionSeconds: 60, keepSeconds: 48 * 3600 },
    { resolutionSeconds: 600, keepSeconds: 30 * 86_400 },
  ],
};

export function historyKey(kind: SampleKind, host: string, resolutionSeconds: number): string {
  return `{m4max}:history:${kind}:${host}:${resolutionSeconds}`;
}
