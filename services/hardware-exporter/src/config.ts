import { HardwareSourceName } from '@m4max/contracts';
import { port, serviceEnvironment } from '@m4max/service-kit';
import { z } from 'zod';

const SourceName = z.enum(HardwareSourceName.options, {
  error: ({ input }) =>
    `there is no source ${JSON.stringify(input)}: there are ${HardwareSourceName.options.join(', ')}`,
});

const Program = z.string().min(1).optional();

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
  HARDWARE_SOURCES: Sources.describe(
    `\`auto\`, or a list of the sources to read: ${HardwareSourceName.options.join(', ')}.`,
  ),
  POWERMETRICS_PATH: Program.describe(
    "A powermetrics to run as it is, in place of the system's own through sudo.",
  ),
  MACMON_PATH: Program.describe('Where macmon is, when it is not found by itself.'),
  MACTOP_PATH: Program.describe('Where mactop is, when it is not found by itself.'),
  ANE_MAX_WATTS: z.coerce
    .number()
    .positive()
    .max(100)
    .optional()
    .describe(
      'Watts that the estimate of the Neural Engine takes as its maximum; by default 8 for each of a chip.',
    ),
});
export type Config = z.infer<typeof Config>;
