import { z } from 'zod';
import { Missing } from '../missing.ts';
import { Moment, Seconds } from '../units.ts';

/** The catalogue of advice; each has one pure detector. */
export const AdviceId = z.enum([
  'cpu-underused',
  'cpu-efficiency-cores-busy',
  'gpu-opportunity',
  'ane-opportunity',
  'memory-bandwidth',
  'container-oversized',
  'container-undersized',
  'thermal-headroom',
]);
export type AdviceId = z.infer<typeof AdviceId>;

/** One piece of advice, with the numbers it rests on. */
export const Advice = z
  .strictObject({
    id: AdviceId,
    host: z.string(),
    title: z.string(),
    advice: z.string(),
    expected_effect: z.string(),
    evidence: z
      .array(z.strictObject({ name: z.string(), value: z.number(), unit: z.string() }))
      .min(1),
    window_seconds: Seconds,
  })
  .meta({ id: 'Advice' });
export type Advice = z.infer<typeof Advice>;

export const Optimizations = z
  .strictObject({
    generated_at: Moment,
    optimizations: z.array(Advice),
    /** What was looked for, per machine, and found nothing although the evidence was complete. */
    nothing_found: z.array(z.strictObject({ id: AdviceId, host: z.string() })),
    missing: z.array(Missing),
  })
  .meta({ id: 'Optimizations' });
export type Optimizations = z.infer<typeof Optimizations>;
