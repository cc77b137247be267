import type { Alert, AlertSource } from '@m4max/contracts';
import type { Facts } from '../rules/finding.ts';
import type { Change, Told } from './change.ts';
import { changed } from './change.ts';
import { mergeSource } from './merge-source.ts';
import type { AlertRecord } from './record.ts';

/** The fleet's own evaluator among the sources of an alert; while it is one, its words win. */
export const EVALUATOR = 'alert-manager';

/** Values of an alert that goes on are renewed so often; a stored change a second would be noise. */
const REFRESH_SECONDS = 10;

/** What a source says of an alert that it holds to be firing, or to have been. */
export type Report = {
  readonly fingerprint: string;
  readonly source: AlertSource;
  readonly facts: Facts;
  readonly message: string;
  readonly inhibitedBy?: readonly string[];
  readonly topConsumers?: Alert['top_consumers'];
};

/** A source speaks: a new episode begins, the one there is goes on, or it ends. */
export function report(
  record: AlertRecord | undefined,
  said: Report,
  now: Date,
): Change | undefined {
  if (record === undefined || record.alert.state === 'resolved')
    return isActive(said.source, now) ? begin(record, said, now) : undefined;
  const { alert } = record;
  const sources = withSource(alert.sources, said.source, now);
  if (!sources.some((source) => isActive(source, now)))
    return resolve(record, sources, { detail: `${said.source.name} says that it is over`, now });
  return goOn(record, sources, said, now);
}

/** A source takes back what it said; the alert ends with the last of its sources. */
export function end(
  record: AlertRecord | undefined,
  source: string,
  ended: { readonly at: string; readonly value?: number; readonly because?: string },
  now: Date,
): Change | undefined {
  if (record === undefined || record.alert.state === 'resolved') return undefined;
  const ends_at = earlier(ended.at, now);
  const sources = record.alert.sources.map((it) => (it.name === source ? { ...it, ends_at } : it));
  const alert = ended.value === undefined ? record.alert : { ...record.alert, value: ended.value };
  if (sources.some((it) => isActive(it, now))) {
    if (!record.alert.sources.some((it) => it.name === source && isActive(it, now)))
      return undefined;
    return changed(record, { ...alert, sources, updated_at: now.toISOString() });
  }
  const { because } = ended;
  return resolve({ ...record, alert }, sources, {
    detail: because ?? 'the value came back',
    now,
    ...(because === undefined ? {} : { because }),
  });
}

/** Time passed: an alert whose sources have all run out has ended. */
export function expire(record: AlertRecord, now: Date): Change | undefined {
  const { alert } = record;
  if (alert.state === 'resolved' || alert.sources.some((source) => isActive(source, now)))
    return undefined;
  const because = 'source stopped reporting';
  return resolve(record, alert.sources, { because, detail: because, now });
}

/** The source of an alert is not heard, or is heard again; the alert keeps its state. */
export function setSilence(
  record: AlertRecord | undefined,
  since: string | undefined,
  now: Date,
): Change | undefined {
  if (record === undefined || record.alert.state === 'resolved') return undefined;
  if (record.alert.silent_since === since) return undefined;
  const { silent_since: _, ...rest } = record.alert;
  const at = now.toISOString();
  if (since === undefined) return changed(record, { ...rest, updated_at: at });
  return changed(record, { ...rest, updated_at: at, silent_since: since }, [
    { what: 'silent', at, detail: `its source is silent since ${since}` },
  ]);
}

export function isActive({ ends_at }: AlertSource, now: Date): boolean {
  return ends_at === undefined || Date.parse(ends_at) > now.getTime();
}

function begin(record: AlertRecord | undefined, said: Report, now: Date): Change {
  const started_at = startOf(record?.alert, said.source, now);
  const at = now.toISOString();
  const inhibited_by = [...(said.inhibitedBy ?? [])];
  const alert: Alert = {
    id: said.fingerprint,
    fingerprint: said.fingerprint,
    ...wordsOf(said),
    state: 'firing',
    started_at,
    updated_at: at,
    timestamp: started_at,
    resolved: false,
    sources: [said.source],
    silenced_by: [],
    inhibited_by,
    top_consumers: said.topConsumers ?? [],
    timeline: [],
  };
  const { name } = said.source;
  const detail = name === EVALUATOR ? said.message : name;
  const told: Told[] = [{ what: 'firing', at: started_at, detail, notice: 'firing' }];
  if (inhibited_by.length > 0) told.push(inhibition(at));
  return changed({ version: record?.version ?? 0, alert, notified: {} }, alert, told);
}

/** Episodes are told apart by their start: one begins after the last has ended, whatever its source says. */
function startOf(last: Alert | undefined, { started_at }: AlertSource, now: Date): string {
  const start = Math.min(Date.parse(started_at), now.getTime());
  if (last === undefined) return new Date(start).toISOString();
  const ended = Date.parse(last.ended_at ?? last.updated_at);
  return new Date(Math.max(start, ended, Date.parse(last.started_at) + 1)).toISOString();
}

function goOn(
  record: AlertRecord,
  sources: AlertSource[],
  said: Report,
  now: Date,
): Change | undefined {
  const { alert } = record;
  const isOwn = said.source.name === EVALUATOR;
  const ownSpeaks = sources.some((it) => it.name === EVALUATOR && isActive(it, now));
  const words = isOwn || !ownSpeaks ? wordsOf(said) : {};
  const inhibited_by = [...(said.inhibitedBy ?? alert.inhibited_by)];
  const { silent_since, ...heard } = alert;
  const after: Alert = {
    ...(isOwn || silent_since === undefined ? heard : { ...heard, silent_since }),
    ...words,
    sources,
    inhibited_by,
    ...(said.topConsumers === undefined ? {} : { top_consumers: said.topConsumers }),
    updated_at: now.toISOString(),
  };
  const wasInhibited = alert.inhibited_by.length > 0;
  const isInhibited = inhibited_by.length > 0;
  if (wasInhibited !== isInhibited)
    return changed(record, after, [
      isInhibited
        ? inhibition(after.updated_at)
        : { what: 'firing', at: after.updated_at, detail: 'no longer inhibited', notice: 'firing' },
    ]);
  const sourcesMoved = JSON.stringify(sources) !== JSON.stringify(alert.sources);
  const ageSeconds = (now.getTime() - Date.parse(alert.updated_at)) / 1000;
  if (!sourcesMoved && ageSeconds < REFRESH_SECONDS) return undefined;
  return changed(record, after);
}

function resolve(
  record: AlertRecord,
  sources: AlertSource[],
  {
    because,
    detail,
    now,
  }: { readonly because?: string; readonly detail: string; readonly now: Date },
): Change {
  const at = now.toISOString();
  const ends = sources.map(({ ends_at }) => Date.parse(ends_at ?? at));
  const end = Math.max(Date.parse(record.alert.started_at), Math.max(...ends));
  const ended_at = new Date(Math.min(now.getTime(), end)).toISOString();
  const { silent_since: _, escalates_at: __, ...rest } = record.alert;
  const alert: Alert = {
    ...rest,
    state: 'resolved',
    resolved: true,
    sources,
    inhibited_by: [],
    updated_at: at,
    ended_at,
    ...(because === undefined ? {} : { resolved_because: because }),
  };
  return changed(record, alert, [{ what: 'resolved', at, detail, notice: 'resolved' }]);
}

function wordsOf({ facts, message }: Report) {
  const { labels, annotations, value, threshold, unit, ...names } = facts;
  return {
    ...names,
    labels: { ...labels },
    annotations: { ...annotations },
    message,
    ...(value === undefined ? {} : { value }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(unit === undefined ? {} : { unit }),
  };
}

function inhibition(at: string): Told {
  return { what: 'suppressed', at, detail: 'a higher severity of it fires' };
}

function withSource(
  sources: readonly AlertSource[],
  source: AlertSource,
  now: Date,
): AlertSource[] {
  if (!sources.some(({ name }) => name === source.name)) return [...sources, source];
  return sources.map((older) => {
    if (older.name !== source.name) return older;
    return source.name === EVALUATOR ? source : mergeSource(older, source, now);
  });
}

function earlier(moment: string, now: Date): string {
  return new Date(Math.min(Date.parse(moment), now.getTime())).toISOString();
}
