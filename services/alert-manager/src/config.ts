import { port, serviceEnvironment } from '@m4max/service-kit';
import { z } from 'zod';
import { LabelNames } from './alerts/pushed.ts';
import { deliveryEnvironment } from './notices/delivery-environment.ts';

/** The file of the checkout; the compiled service lies as deep in it as its source. */
const ALERT_RULES_FILE = decodeURIComponent(
  new URL('../../../monitoring/alert-rules.yml', import.meta.url).pathname,
);

export const Config = z.object({
  ...serviceEnvironment,
  ...deliveryEnvironment,
  /** Alertmanager's port, so that Prometheus and amtool find it. */
  PORT: port(9093),
  ALERT_RULES_FILE: z
    .string()
    .min(1)
    .default(ALERT_RULES_FILE)
    .describe('The rules that are evaluated on the samples.'),
  MATCHERS: LabelNames.default('utf8').describe(
    'Label names of pushed alerts: any text (`utf8`), or only what Prometheus 2 allowed (`classic`).',
  ),
});
export type Config = z.infer<typeof Config>;
