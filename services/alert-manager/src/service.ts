import { readFileSync } from 'node:fs';
import type { AlertingFacts } from '@m4max/contracts';
import { durationSeconds } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { listener } from '@m4max/service-kit';
import { connectStore, storePart } from '@m4max/streams';
import { maskedConfiguration } from './alerts/masked-configuration.ts';
import { app } from './app.ts';
import type { Config } from './config.ts';
import { createDelivery } from './delivery/delivery-parts.ts';
import { readAlertmanagerFile, readAlertPolicy } from './host/read-delivery-files.ts';
import { readRules } from './host/read-rules.ts';
import { receiversOf } from './notices/routing.ts';
import { createEvaluator } from './redis/evaluator.ts';
import { openAlerts } from './redis/open-alerts.ts';

/** The parts of alert-manager; the evaluator starts last, when all that it may set off is there. */
export function parts(context: Context<Config>): readonly Part[] {
  const { config, log } = context;
  const rules = readRules(config.ALERT_RULES_FILE);
  const file = readAlertmanagerFile(config.ALERTMANAGER_CONFIG_FILE);
  const policy = readAlertPolicy(config.ALERT_POLICY_FILE, file);
  const store = connectStore(config.REDIS_URL, {
    name: context.name,
    log: log.child({ part: 'store' }),
  });
  const evaluator = createEvaluator({
    store,
    rules,
    silentResolveSeconds: durationSeconds(policy.silent_resolve_after),
    holder: `${config.HOST_LABEL}, process ${process.pid}`,
    log: log.child({ part: 'evaluator' }),
  });
  const delivery = createDelivery({ config, file, policy, store, log });
  const open = openAlerts(store, log.child({ part: 'open-alerts' }));
  const pushed = { firing: 0, resolved: 0, invalid: 0 };
  const facts = (): AlertingFacts => {
    const alerts = open.current();
    return {
      ...(alerts === undefined ? {} : { alerts }),
      rules: rules.length,
      evaluator: evaluator.facts(),
      pushed,
    };
  };
  const groups = new Map(rules.map(({ definition }) => [definition.name, definition.group]));
  const http = app({
    context,
    store,
    facts,
    counts: delivery.counts,
    pushed,
    notifications: delivery.routes,
    groupOf: (ruleName) => groups.get(ruleName),
    receiversOf: (labels) => receiversOf(file.route, labels),
    configuration: maskedConfiguration(readFileSync(config.ALERTMANAGER_CONFIG_FILE, 'utf8')),
  });
  return [storePart(store), ...delivery.parts, open, listener({ context, app: http }), evaluator];
}
