import { port, serviceEnvironment } from '@m4max/service-kit';
import { z } from 'zod';
import { ASSUMED_MAX_WATTS } from './reading/neural-engine.ts';

const SourceName = z.enum(['powermetrics', 'systeminformation'], {
  error: ({ input }) =>
    `this version reads powermetrics and systeminformation, not ${JSON.stringify(input)}`,
});
export type SourceName = z.infer<typeof SourceName>;

/** `auto`, or the sources to read, separated by commas. */
const Sources = z
  .string()
  .default('auto')
  .transform((text) => (text === 'auto' ? undefined : text.split(',').map((name) => name.trim())))
  .pipe(z.array(SourceName).min(1).optional());

export const Config = z.object({
  ...serviceEnvironment,
  PORT: port(9101),
  COLLECT_INTERVAL_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(60)
    .default(1)
    .describe('How often the machine is read.'),
  HARDWARE_SOURCES: Sources.describe('`auto`, or a list of powermetrics and systeminformation.'),
  POWERMETRICS_PATH: z
    .string()
    .min(1)
    .optional()
    .describe("A powermetrics to run as it is, in place of the system's own through sudo."),
  ANE_MAX_WATTS: z.coerce
    .number()
    .positive()
    .max(100)
    .default(ASSUMED_MAX_WATTS)
    .describe('Watts that the estimate of the Neural Engine takes as its maximum.'),
});
export type Config = z.infer<typeof Config>;
