import { port, serviceEnvironment } from '@m4max/service-kit';
import { z } from 'zod';

export const Config = z.object({
  ...serviceEnvironment,
  PORT: port(9102),
  COLLECT_INTERVAL_SECONDS: z.coerce
    .number()
    .min(0.5)
    .max(300)
    .default(5)
    .describe('How often containers are read; each second while somebody watches the board.'),
  CADVISOR_METRICS: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      "Whether it serves cAdvisor's names beside its own; `off` where cAdvisor is scraped too, or sums would count every container twice.",
    ),
  DOCKER_HOST: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Docker Engines to read, separated by commas (`unix:///path`, `tcp://host:port`); by default those of the context in use and of the sockets that are there.',
    ),
  DOCKER_CONTEXT: z
    .string()
    .min(1)
    .optional()
    .describe('Docker context to read in place of the current one.'),
  ENGINES_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('The engines to probe; by default `monitoring/engines.yml` of this checkout.'),
  NETPROBE_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder shared with the netprobe sidecar (`netprobe/README.md`), which sees who talks to whom where this process cannot.',
    ),
});
export type Config = z.infer<typeof Config>;
