import { z } from 'zod';
import type { Network } from './address.ts';
import { parseNetwork } from './address.ts';

/** `10.1.0.0/16,192.168.4.7` */
const Networks = z
  .string()
  .default('')
  .transform((text, context): readonly Network[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .flatMap((part) => {
        const network = parseNetwork(part);
        if (network !== undefined) return [network];
        context.issues.push({
          code: 'custom',
          input: text,
          message: `expected networks such as 10.1.0.0/16, got ${part}`,
        });
        return [];
      }),
  );

/** The variables that decide who is told, and how. */
export const deliveryEnvironment = {
  ALERTMANAGER_CONFIG_FILE: z
    .string()
    .min(1)
    .default(shipped('alertmanager.yml'))
    .describe('Routes, receivers and inhibitions, in the format of Alertmanager.'),
  ALERT_POLICY_FILE: z
    .string()
    .min(1)
    .default(shipped('alert-policy.yml'))
    .describe("Escalation and fallback, which Alertmanager's file has no words for."),
  EXTERNAL_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:8001/')
    .describe('The address in notices under which people find the board.'),
  ALLOW_PRIVATE_WEBHOOKS: Networks.describe(
    'Private networks that receivers in the Alertmanager file may be on: `10.1.0.0/16,192.168.4.7`.',
  ),
  SECRETS_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Seals contact points set through the API; made at first use, in `DATA_DIR` unless named.',
    ),
};

const DeliveryConfig = z.object({
  ...deliveryEnvironment,
  DATA_DIR: z.string(),
  HOST_LABEL: z.string(),
  PORT: z.number(),
});
export type DeliveryConfig = z.infer<typeof DeliveryConfig>;

function shipped(name: string): string {
  return decodeURIComponent(new URL(`../../../../monitoring/${name}`, import.meta.url).pathname);
}
