import type { Alert, SourceStatus, SystemHealth } from '@m4max/contracts';
import { byUrgency, isActive } from '../fleet/known-alerts.ts';

/** A source that has said nothing for this long is gone rather than silent. */
const GONE_SECONDS = 3600;

export type Facts = {
  readonly storeUp: boolean;
  readonly alertManagerUp: boolean;
  readonly sources: readonly SourceStatus[];
  readonly alerts: readonly Alert[];
};

export type Verdict = {
  readonly status: SystemHealth['overall_status'];
  /** One sentence a person reads first. */
  readonly sentence: string;
};

/** How the fleet and what it watches are, worst first. */
export function overallStatus(facts: Facts): Verdict {
  return down(facts) ?? critical(facts.alerts) ?? degraded(facts) ?? healthy(facts.sources);
}

/** Sources that stopped talking within the last hour. */
function silentSources(sources: readonly SourceStatus[]): readonly SourceStatus[] {
  return sources.filter(({ stale, age_seconds }) => stale && age_seconds < GONE_SECONDS);
}

function down({ storeUp, alertManagerUp, sources }: Facts): Verdict | undefined {
  const say = (sentence: string): Verdict => ({ status: 'down', sentence });
  if (!storeUp) return say('The store does not answer: nothing new can be seen.');
  if (!alertManagerUp) return say('The alert-manager does not answer: nobody would be woken up.');
  if (sources.length === 0) return say('No sample has arrived yet: no exporter is publishing.');
  if (sources.every(({ stale }) => stale)) return say('Every source is silent.');
  return undefined;
}

function critical(alerts: readonly Alert[]): Verdict | undefined {
  const unattended = alerts.filter(
    (alert) => isSevere(alert) && alert.state === 'firing' && alert.silenced_by.length === 0,
  );
  const [first, ...rest] = unattended.toSorted(byUrgency);
  if (first === undefined) return undefined;
  return { status: 'critical', sentence: `${first.message}${andMore(rest.length, 'critical')}` };
}

function degraded({ alerts, sources }: Facts): Verdict | undefined {
  const [first, ...rest] = alerts.filter(isActive).toSorted(byUrgency);
  const silent = silentSources(sources);
  if (first !== undefined)
    return { status: 'degraded', sentence: `${first.message}${andMore(rest.length, 'alert')}` };
  const [source, ...others] = silent;
  if (source === undefined) return undefined;
  const seconds = Math.round(source.age_seconds);
  return {
    status: 'degraded',
    sentence: `No ${source.kind} sample from ${source.host} for ${seconds} s${andMore(others.length, 'silent source')}`,
  };
}

function healthy(sources: readonly SourceStatus[]): Verdict {
  const fresh = sources.filter(({ stale }) => !stale);
  const hosts = new Set(fresh.map(({ host }) => host)).size;
  return {
    status: 'healthy',
    sentence: `All good: ${count(fresh.length, 'source')} on ${count(hosts, 'machine')} deliver, no alert is firing.`,
  };
}

export function isSevere({ severity }: Alert): boolean {
  return severity === 'critical' || severity === 'emergency';
}

function andMore(more: number, what: string): string {
  return more === 0
    ? ''
    : ` (and ${more} more ${what}${what === 'critical' || more === 1 ? '' : 's'})`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
