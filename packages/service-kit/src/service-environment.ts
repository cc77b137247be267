import { z } from 'zod';

const StoreAddress = z
  .string()
  .regex(
    /^(rediss?|redis-sentinel|redis-cluster):\/\/\S+$/,
    'expected redis://, rediss://, redis-sentinel:// or redis-cluster://',
  );

const HostList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
  );

/** A TCP port; 0 takes a free one. */
export function port(byDefault: number) {
  return z.coerce.number().int().min(0).max(65_535).default(byDefault);
}

/** The variables that every service understands. */
export const serviceEnvironment = {
  BIND_ADDRESS: z.string().min(1).default('127.0.0.1'),
  REDIS_URL: StoreAddress,
  /** The machine's name on every sample; in a container it must be given. */
  HOST_LABEL: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,126}$/, 'expected a host name'),
  ALLOWED_HOSTS: HostList,
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
  DATA_DIR: z.string().min(1).default('data'),
  API_TOKENS_FILE: z.string().min(1).optional(),
  AUTH: z.enum(['tokens', 'none']).optional(),
};

const ServiceConfig = z.object({ ...serviceEnvironment, PORT: port(0) });
export type ServiceConfig = z.infer<typeof ServiceConfig>;
