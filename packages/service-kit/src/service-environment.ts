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
  return z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(byDefault)
    .describe('Port to listen on.');
}

/** The variables that every service understands. */
export const serviceEnvironment = {
  BIND_ADDRESS: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on; any but loopback asks for tokens.'),
  REDIS_URL: StoreAddress.describe(
    "The fleet's store: redis://, rediss://, redis-sentinel:// or redis-cluster://.",
  ),
  HOST_LABEL: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,126}$/, 'expected a host name')
    .describe(
      "The machine's name on every sample; outside a container its host name is the default.",
    ),
  ALLOWED_HOSTS: HostList.describe(
    'Host names besides loopback under which it may be called, separated by commas.',
  ),
  LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Least level that is logged: error, warn, info or debug.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('data')
    .describe('Where it keeps what must survive a restart.'),
  API_TOKENS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('Names, SHA-256 and scopes of the tokens that may call it.'),
  AUTH: z
    .enum(['tokens', 'none'])
    .optional()
    .describe(
      '`none` asks nobody for a token, for a network that is already private; `tokens` insists on API_TOKENS_FILE.',
    ),
};

const ServiceConfig = z.object({ ...serviceEnvironment, PORT: port(0) });
export type ServiceConfig = z.infer<typeof ServiceConfig>;
