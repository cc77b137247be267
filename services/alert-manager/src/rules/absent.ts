import type { Labels, Missing } from '@m4max/contracts';
import { fingerprint } from '../alerts/fingerprint.ts';
import { noData } from './built-in.ts';
import type { AnySample } from './catalogue.ts';
import { pathsRead } from './catalogue.ts';
import type { Rule } from './compile.ts';
import type { Finding } from './finding.ts';
import { endings, firingOf } from './series-alerts.ts';
import type { SeriesState, SourceState } from './state.ts';

/** A thing that is not in so many fresh samples is no longer there. */
const GONE_AFTER_SAMPLES = 3;
const UNREADABLE_AFTER_SECONDS = 5 * 60;

/**
 * A raised series that a fresh sample does not have. Without a reason the thing is gone; with one its
 * alerts are kept five minutes, and then NoData takes their place. What only pends waits three samples
 * either way: one that failed must not start `for` anew.
 */
export function absent(
  rule: Rule,
  before: SeriesState,
  arrived: AnySample,
): { readonly state?: SeriesState; readonly findings: readonly Finding[] } {
  const at = new Date(arrived.sample.taken_at);
  const reason = reasonFor(rule, before.labels, arrived);
  const last = before.absence?.kind === 'unreadable' ? before.absence : undefined;
  if (reason === undefined || (last === undefined && firingOf(before).length === 0)) {
    const samples = before.absence?.kind === 'gone' ? before.absence.samples + 1 : 1;
    if (samples >= GONE_AFTER_SAMPLES) return { findings: endings(before, at, 'no longer there') };
    return { state: { ...before, absence: { kind: 'gone', samples } }, findings: [] };
  }
  const since = last?.since ?? at.toISOString();
  const kept = { kind: 'unreadable', since, reason, ended: last?.ended ?? false } as const;
  const waitedSeconds = (at.getTime() - Date.parse(since)) / 1000;
  if (kept.ended || waitedSeconds < UNREADABLE_AFTER_SECONDS)
    return { state: { ...before, absence: kept }, findings: [] };
  return {
    state: { ...before, levels: {}, absence: { ...kept, ended: true } },
    findings: endings(before, at, 'not readable'),
  };
}

/** NoData: one for a source, as long as something that fired cannot be read. */
export function unreadable(before: SourceState, after: SourceState): readonly Finding[] {
  const lost = lostReadings(after);
  const facts = noData(after, [...new Set(lost.map(({ reason }) => reason))]);
  const id = fingerprint(facts.labels);
  const since = lost.map((reading) => reading.since).toSorted()[0];
  if (since !== undefined)
    return [{ kind: 'firing', fingerprint: id, since, facts, inhibitedBy: [] }];
  if (lostReadings(before).length === 0) return [];
  return [{ kind: 'ended', fingerprint: id, at: after.taken_at }];
}

export function noDataId(source: SourceState): string {
  return fingerprint(noData(source, []).labels);
}

/** Readings whose alerts have ended because they cannot be read. */
export function lostReadings(
  source: SourceState,
): readonly { readonly since: string; readonly reason: string }[] {
  return Object.values(source.series).flatMap(({ absence }) =>
    absence?.kind === 'unreadable' && absence.ended ? [absence] : [],
  );
}

/**
 * Why the sample does not have the series, in its own words. A reason that names another thing
 * (`containers.web-2.memory`) says nothing about this one.
 */
function reasonFor(rule: Rule, labels: Labels, arrived: AnySample): string | undefined {
  if (isIdle(arrived)) return undefined;
  const paths = pathsRead(rule.metric, arrived);
  const things = Object.entries(labels)
    .filter(([label, value]) => label !== 'host' && value !== '')
    .map(([, value]) => value);
  const concerns = ({ field }: Missing) =>
    paths.has(field) ||
    (paths.has(field.split('.', 1)[0] ?? field) && things.some((thing) => field.includes(thing)));
  const found = arrived.sample.missing.find(concerns);
  return found === undefined ? undefined : `${found.field}: ${found.reason}`;
}

/** A platform that can be read and has nothing to say is idle: that nothing came is not a fault. */
function isIdle(arrived: AnySample): boolean {
  return arrived.kind === 'trading' && arrived.sample.inputs.some(({ up }) => up);
}
