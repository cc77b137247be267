import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { Fleet } from '../fleet/fleet.ts';
import { withList } from '../fleet/known-alerts.ts';
import { readActiveAlerts } from './read-alerts.ts';

const EVERY_SECONDS = 5;
/** While it is away, its return is good news that should not wait. */
const AGAIN_SECONDS = 1;
const TIMEOUT_SECONDS = 3;

/**
 * Asks the alert-manager for all active alerts: at the start, and then again and again, so that a
 * change whose event was missed is put right and an alert-manager that is away is noticed.
 */
export function listAlerts(options: {
  readonly context: Pick<Context<unknown>, 'log'>;
  readonly fleet: Fleet;
  readonly url: string;
  readonly token: string | undefined;
}): Part {
  const { context, fleet, url, token } = options;
  return ticker({
    name: 'alert-list',
    seconds: () => (fleet.alertManager.kind === 'reachable' ? EVERY_SECONDS : AGAIN_SECONDS),
    log: context.log,
    async job(signal) {
      const askedAt = new Date();
      try {
        const asking = { timeoutSeconds: TIMEOUT_SECONDS, signal, token };
        const alerts = await readActiveAlerts(url, asking);
        fleet.alerts = withList(fleet.alerts, alerts, askedAt, new Date());
        fleet.alertManager = { kind: 'reachable' };
      } catch (error) {
        if (signal.aborted) return;
        const detail = error instanceof Error ? error.message : String(error);
        if (fleet.alertManager.kind !== 'unreachable')
          context.log.warn('alert-manager cannot be asked', { detail });
        fleet.alertManager = { kind: 'unreachable', detail };
      }
    },
  });
}
