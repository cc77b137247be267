import { port, serviceEnvironment } from '@m4max/service-kit';
import { z } from 'zod';

/** The file of the checkout; the compiled service lies as deep in it as its source. */
const ENGINES_FILE = decodeURIComponent(
  new URL('../../../monitoring/engines.yml', import.meta.url).pathname,
);

export const Config = z.object({
  ...serviceEnvironment,
  PORT: port(9102),
  /** Each second while somebody watches the board. */
  COLLECT_INTERVAL_SECONDS: z.coerce.number().min(0.5).max(300).default(5),
  /** Docker Engines, separated by commas; unset means Docker's context and the known sockets. */
  DOCKER_HOST: z.string().min(1).optional(),
  DOCKER_CONTEXT: z.string().min(1).optional(),
  ENGINES_FILE: z.string().min(1).default(ENGINES_FILE),
});
export type Config = z.infer<typeof Config>;
