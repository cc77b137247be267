import type { Alert } from '@m4max/contracts';
import { shortHash } from './notice.ts';

/** The targets that heard of it; `maybe` when no answer came. */
type Told = Readonly<Record<string, 'yes' | 'maybe'>>;

/** The store's absence as one process sees it. */
export type StoreAbsence =
  | { readonly kind: 'present' }
  | { readonly kind: 'missing'; readonly since: Date }
  | { readonly kind: 'announced'; readonly since: Date; readonly told: Told }
  /** It answers again, and these have to hear so. */
  | { readonly kind: 'back'; readonly since: Date; readonly backAt: Date; readonly told: Told };

/** A restart of the store takes less. */
const STORE_GONE_SECONDS = 15;
/** Later the news that it is back helps nobody. */
const STOP_TELLING_SECONDS = 3600;

/** The next state, given whether the store has just answered. */
export function observeStore(absence: StoreAbsence, answers: boolean, now: Date): StoreAbsence {
  switch (absence.kind) {
    case 'present':
      return answers ? absence : { kind: 'missing', since: now };
    case 'missing':
      if (answers) return { kind: 'present' };
      if (secondsSince(absence.since, now) < STORE_GONE_SECONDS) return absence;
      return { kind: 'announced', since: absence.since, told: {} };
    case 'announced':
      return answers ? { ...absence, kind: 'back', backAt: now } : absence;
    case 'back': {
      if (!answers) return { kind: 'announced', since: absence.since, told: absence.told };
      const over = secondsSince(absence.backAt, now) > STOP_TELLING_SECONDS;
      return over || Object.keys(absence.told).length === 0 ? { kind: 'present' } : absence;
    }
  }
}

/** Which targets have to be told now, and what about. */
export function storeNotices(
  absence: StoreAbsence,
  emergencyTargets: readonly string[],
): { readonly about: 'firing' | 'resolved'; readonly targets: readonly string[] } | undefined {
  if (absence.kind === 'announced')
    return {
      about: 'firing',
      targets: emergencyTargets.filter((target) => absence.told[target] !== 'yes'),
    };
  if (absence.kind === 'back') return { about: 'resolved', targets: Object.keys(absence.told) };
  return undefined;
}

/** The state after a target was told, or may have been. */
export function afterTelling(
  absence: StoreAbsence,
  {
    target,
    about,
    answer,
  }: {
    readonly target: string;
    readonly about: 'firing' | 'resolved';
    readonly answer: 'yes' | 'maybe';
  },
): StoreAbsence {
  if (absence.kind === 'announced' && about === 'firing')
    return { ...absence, told: { ...absence.told, [target]: answer } };
  if (absence.kind !== 'back') return absence;
  // A firing message that was on its way when the store came back needs its resolve too.
  if (about === 'firing') return { ...absence, told: { ...absence.told, [target]: answer } };
  if (answer === 'maybe') return absence;
  const { [target]: _told, ...told } = absence.told;
  return { ...absence, told };
}

/** The alert that stands for the absence; it lives in no store. */
export function storeAlert(absence: StoreAbsence, fleet: string, now: Date): Alert | undefined {
  if (absence.kind !== 'announced' && absence.kind !== 'back') return undefined;
  const started = absence.since.toISOString();
  const over = absence.kind === 'back';
  const fingerprint = shortHash(`store-gone-${fleet}`);
  return {
    id: fingerprint,
    fingerprint,
    rule_name: 'StoreGone',
    group: 'system_health',
    severity: 'emergency',
    state: over ? 'resolved' : 'firing',
    labels: { alertname: 'StoreGone', severity: 'emergency', host: fleet },
    annotations: { runbook: 'docs/runbooks/store-gone.md' },
    message: over
      ? 'The store of the monitoring fleet is back.'
      : 'The store of the monitoring fleet does not answer: alerts are not evaluated and not delivered until it does. Start Redis again, or check REDIS_URL.',
    started_at: started,
    updated_at: now.toISOString(),
    ...(absence.kind === 'back' ? { ended_at: absence.backAt.toISOString() } : {}),
    timestamp: started,
    resolved: over,
    sources: [],
    silenced_by: [],
    inhibited_by: [],
    top_consumers: [],
    timeline: [],
  };
}

function secondsSince(then: Date, now: Date): number {
  return (now.getTime() - then.getTime()) / 1000;
}
