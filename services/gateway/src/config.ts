import { port, serviceEnvironment } from '@m4max/service-kit';
import { z } from 'zod';
import { upstreams } from './fleet/upstreams.ts';

/** The base address of a service, without a slash at its end. */
const Address = z
  .url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' })
  .transform((text) => text.replace(/\/+$/, ''));

export const Config = z.object({
  ...serviceEnvironment,
  PORT: port(8001),
  ALERT_MANAGER_URL: Address.prefault('http://127.0.0.1:9093').describe(
    'Where the alert-manager answers.',
  ),
  ALERT_MANAGER_TOKEN_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("The gateway's own token at the alert-manager; the caller's is never passed on."),
  EXPORTER_URLS: z
    .string()
    .default('http://127.0.0.1:9101,http://127.0.0.1:9102,http://127.0.0.1:9103')
    .transform((text, context) => {
      const read = upstreams(text);
      if (read.kind === 'read') return read.upstreams;
      context.addIssue({ code: 'custom', message: read.fault });
      return z.NEVER;
    })
    .describe(
      'Exporters to read, separated by commas, each with a name before it where two are of one kind: `hardware-2=http://…`.',
    ),
  SECRETS_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Seals the board's cookie; needed only with `API_TOKENS_FILE` and people who log in.",
    ),
  DEMO: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1')
    .describe('`1` makes the board say that what it shows is simulated.'),
});
export type Config = z.infer<typeof Config>;
