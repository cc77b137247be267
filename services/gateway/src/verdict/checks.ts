import type { ServiceStatus, SourceStatus, StoreStatus, SystemHealth } from '@m4max/contracts';
import type { AlertManager, Fleet } from '../fleet/fleet.ts';

type Check = SystemHealth['checks'][string];

/** Everything looked at for the verdict: the store, the alert-manager, every service and source. */
export function checks(fleet: Fleet, sources: readonly SourceStatus[]): Record<string, Check> {
  return {
    store: storeCheck(fleet.store),
    alerting: alertingCheck(fleet.alertManager),
    ...Object.fromEntries(fleet.services.map((it) => [`service:${it.name}`, serviceCheck(it)])),
    ...Object.fromEntries(sources.map((it) => [`source:${it.kind}:${it.host}`, sourceCheck(it)])),
  };
}

function storeCheck({ up, detail, embedded, persistent }: StoreStatus): Check {
  if (!up)
    return fail(`The store does not answer${because(detail)}: start it, or correct REDIS_URL.`);
  if (embedded === true)
    return warn(
      'The embedded store is in use: alerts and history do not survive a restart. Install redis or valkey, then start again.',
    );
  if (persistent === false)
    return warn('The store keeps nothing on disk: set appendonly yes, or alerts are lost with it.');
  return pass('It answers and keeps what it holds.');
}

function alertingCheck(manager: AlertManager): Check {
  switch (manager.kind) {
    case 'not asked yet':
      return warn('The alert-manager has not been asked yet.');
    case 'reachable':
      return pass('The alert-manager answers.');
    case 'unreachable':
      return fail(
        `The alert-manager cannot be reached (${manager.detail}): start it, or correct ALERT_MANAGER_URL.`,
      );
  }
}

function serviceCheck({ name, url, up, ready, detail }: ServiceStatus): Check {
  if (!up) return fail(`${name} does not answer at ${url}${because(detail)}.`);
  if (!ready) return warn(`${name} is not ready${because(detail)}.`);
  return pass('It answers and is ready.');
}

function sourceCheck({ kind, host, stale, age_seconds }: SourceStatus): Check {
  const age = `${age_seconds.toFixed(1)} s old`;
  return stale
    ? warn(`The newest ${kind} sample of ${host} is ${age}: see ${exporterOf[kind]}.`)
    : pass(`The newest sample is ${age}.`);
}

const exporterOf = {
  hardware: 'hardware-exporter',
  containers: 'container-exporter',
  trading: 'trading-exporter',
} as const;

const pass = (detail: string): Check => ({ status: 'pass', detail });
const warn = (detail: string): Check => ({ status: 'warn', detail });
const fail = (detail: string): Check => ({ status: 'fail', detail });

function because(detail: string | undefined): string {
  return detail === undefined ? '' : ` (${detail})`;
}
