import { expect, it } from '@jest/globals';
import type { AlertSource } from '@m4max/contracts';
import { acknowledge } from './acknowledge.ts';
import type { Change } from './change.ts';
import { isForgotten } from './is-forgotten.ts';
import { outlived } from './outlived.ts';
import type { AlertRecord } from './record.ts';
import type { Report } from './transition.ts';
import { EVALUATOR, end, expire, report, setSilence } from './transition.ts';

const start = Date.UTC(2026, 0, 5, 9);
const at = (seconds: number) => new Date(start + seconds * 1000);
const iso = (seconds: number) => at(seconds).toISOString();
const fingerprint = '4d68350aea315959';

const ours = (seconds: number): AlertSource => ({ name: EVALUATOR, started_at: iso(seconds) });
const prometheus = (from: number, to: number): AlertSource => ({
  name: 'push from 127.0.0.1',
  started_at: iso(from),
  ends_at: iso(to),
});
const says = (source: AlertSource, parts: Partial<Report> = {}): Report => ({
  fingerprint,
  source,
  facts: {
    rule_name: 'CoresBusy',
    group: 'm4max_hardware',
    severity: 'critical',
    labels: { alertname: 'CoresBusy', severity: 'critical' },
    annotations: { summary: source.name },
    value: 0.99,
  },
  message: `as ${source.name} sees it`,
  ...parts,
});

/** Takes steps one after the other; what is not a change leaves the record as it was. */
function run(steps: readonly ((record: AlertRecord | undefined) => Change | undefined)[]): {
  readonly record: AlertRecord;
  readonly notices: readonly string[];
  readonly events: number;
} {
  let record: AlertRecord | undefined;
  const notices: string[] = [];
  let events = 0;
  for (const step of steps) {
    const change = step(record);
    if (change === undefined) continue;
    record = { ...change.after, version: (record?.version ?? 0) + 1 };
    notices.push(
      ...change.outbox.map(({ about, episode }) => `${about} ${Number(episode) - start}`),
    );
    events += change.events.length;
  }
  if (record === undefined) throw new Error('no step made a record');
  return { record, notices, events };
}

const fires =
  (source: AlertSource, seconds: number, parts: Partial<Report> = {}) =>
  (record: AlertRecord | undefined) =>
    report(record, says(source, parts), at(seconds));
const ends =
  (name: string, seconds: number, because?: string) => (record: AlertRecord | undefined) =>
    end(
      record,
      name,
      { at: iso(seconds), ...(because === undefined ? {} : { because }) },
      at(seconds),
    );
const acknowledges = (seconds: number) => (record: AlertRecord | undefined) => {
  if (record === undefined) return undefined;
  const outcome = acknowledge(record, { by: 'anna', comment: 'on it', now: at(seconds) });
  return outcome.kind === 'acknowledged' ? outcome.change : undefined;
};
const repeated = <Step>(count: number, step: (index: number) => Step) =>
  Array.from({ length: count }, (_, index) => step(index));

it('fires once, however often it is said', () => {
  const { record, notices } = run(repeated(30, (index) => fires(ours(0), index)));
  expect(notices).toEqual(['firing 0']);
  expect(record.alert).toMatchObject({
    state: 'firing',
    started_at: iso(0),
    timestamp: iso(0),
    resolved: false,
    message: 'as alert-manager sees it',
    timeline: [{ what: 'firing' }],
  });
  expect(record.version).toBe(3); // The first, and the value renewed every ten seconds.
});

it('an acknowledged alert stays acknowledged through pushes, and tells of it once', () => {
  const { record, notices } = run([
    fires(prometheus(0, 240), 0),
    acknowledges(5),
    acknowledges(6),
    ...repeated(10, (index) => fires(prometheus(0, 300 + index), 60 + index)),
  ]);
  expect(record.alert).toMatchObject({
    state: 'acknowledged',
    acknowledgement: { by: 'anna', at: iso(5), comment: 'on it' },
    sources: [{ ends_at: iso(309) }],
  });
  expect(notices).toEqual(['firing 0', 'acknowledged 0']);
});

it('a resolved alert cannot be acknowledged', () => {
  const { record, notices } = run([fires(ours(0), 0), ends(EVALUATOR, 9), acknowledges(10)]);
  expect(record.alert).toMatchObject({ state: 'resolved', resolved: true, ended_at: iso(9) });
  expect(notices).toEqual(['firing 0', 'resolved 0']);
});

it('a new episode starts unacknowledged, with a timeline of its own', () => {
  const { record, notices } = run([
    fires(ours(0), 0),
    acknowledges(5),
    ends(EVALUATOR, 9),
    fires(ours(20), 20),
  ]);
  expect(record.alert).toMatchObject({ state: 'firing', started_at: iso(20) });
  expect(record.alert.acknowledgement).toBeUndefined();
  expect(record.alert.timeline).toHaveLength(1);
  expect(record.notified).toEqual({});
  expect(notices).toEqual(['firing 0', 'acknowledged 0', 'resolved 0', 'firing 20000']);
});

it('an episode is never taken for the last one, even when its source gives the same start', () => {
  const { record } = run([
    fires(prometheus(0, 240), 0),
    (last) => (last === undefined ? undefined : expire(last, at(300))),
    fires(prometheus(0, 600), 400),
  ]);
  expect(record.alert.started_at).toBe(iso(240));
});

it('two sources, one alert: it ends when both have ended, and is told once', () => {
  const { record, notices } = run([
    fires(ours(0), 0),
    fires(prometheus(2, 300), 2),
    ends(EVALUATOR, 20),
    fires(prometheus(2, 300), 30),
    fires(prometheus(2, 40), 40),
  ]);
  expect(record.alert.state).toBe('resolved');
  expect(notices).toEqual(['firing 0', 'resolved 0']);
});

it('our evaluator has the words while it is a source, and others after it', () => {
  const first = run([fires(ours(0), 0), fires(prometheus(2, 300), 2)]);
  expect(first.record.alert.message).toBe('as alert-manager sees it');
  const later = run([
    fires(ours(0), 0),
    ends(EVALUATOR, 9),
    fires(prometheus(20, 300), 20),
    fires(prometheus(20, 330), 31),
  ]);
  expect(later.record.alert.message).toBe('as push from 127.0.0.1 sees it');
});

it('a pushed alert that nobody repeats ends with the reason', () => {
  const { record } = run([
    fires(prometheus(0, 300), 0),
    (last) => last && expire(last, at(299)),
    (last) => last && expire(last, at(301)),
  ]);
  expect(record.alert).toMatchObject({
    state: 'resolved',
    ended_at: iso(300),
    resolved_because: 'source stopped reporting',
  });
});

it('an end of what never fired is nothing', () => {
  expect(report(undefined, says(prometheus(0, 10)), at(20))).toBeUndefined();
  expect(end(undefined, EVALUATOR, { at: iso(0) }, at(0))).toBeUndefined();
});

it('a source with its clock in the future neither starts nor ends there', () => {
  const { record } = run([
    fires(ours(3600), 0),
    (last) => end(last, EVALUATOR, { at: iso(3700) }, at(9)),
  ]);
  expect(record.alert).toMatchObject({ state: 'resolved', started_at: iso(0), ended_at: iso(9) });
});

it('says since when its source is silent, once, and keeps its state', () => {
  const silent = (last: AlertRecord | undefined) => setSilence(last, iso(10), at(50));
  const { record, events, notices } = run([fires(ours(0), 0), acknowledges(5), silent, silent]);
  expect(record.alert).toMatchObject({ state: 'acknowledged', silent_since: iso(10) });
  expect(events).toBe(3);
  expect(notices).toEqual(['firing 0', 'acknowledged 0']);
  expect(setSilence(record, undefined, at(60))?.after.alert.silent_since).toBeUndefined();
});

it('is owed again when what inhibited it has ended', () => {
  const { record, notices } = run([
    fires(ours(0), 0, { inhibitedBy: ['0123456789abcdef'] }),
    fires(ours(0), 1, { inhibitedBy: ['0123456789abcdef'] }),
    fires(ours(0), 2, { inhibitedBy: [] }),
  ]);
  expect(record.alert.inhibited_by).toEqual([]);
  expect(record.alert.timeline.map(({ what }) => what)).toEqual(['firing', 'suppressed', 'firing']);
  expect(notices).toEqual(['firing 0', 'firing 0']);
});

it('ends what our evaluator no longer knows of, and nothing that it does', () => {
  const { record } = run([fires(ours(0), 0)]);
  expect(outlived(record, new Set([fingerprint]), at(60))).toBeUndefined();
  expect(outlived(record, new Set(), at(60))?.after.alert).toMatchObject({
    state: 'resolved',
    resolved_because: 'no longer evaluated',
  });
});

it('keeps the newest hundred lines of a long story', () => {
  const { record } = run([
    fires(ours(0), 0),
    ...repeated(
      150,
      (index) => (last: AlertRecord | undefined) =>
        setSilence(last, index % 2 === 0 ? iso(index) : undefined, at(index)),
    ),
    ...repeated(150, (index) =>
      fires(ours(0), 200 + index, { inhibitedBy: index % 2 ? [] : ['a'] }),
    ),
  ]);
  expect(record.alert.timeline).toHaveLength(100);
});

it.each([
  { title: 'goes on', ended: undefined, told: {}, days: 90, forgotten: false },
  { title: 'ended today', ended: 0, told: {}, days: 0.9, forgotten: false },
  {
    title: 'ended, everybody knows',
    ended: 0,
    told: { slack: 'resolved' },
    days: 1.1,
    forgotten: true,
  },
  {
    title: 'ended, one is owed that',
    ended: 0,
    told: { slack: 'resolved', pagerduty: 'firing' },
    days: 29,
    forgotten: false,
  },
  { title: 'owed for a month', ended: 0, told: { pagerduty: 'firing' }, days: 31, forgotten: true },
] as const)('isForgotten: $title', ({ ended, told, days, forgotten }) => {
  const { record } = run([
    fires(ours(0), 0),
    ...(ended === undefined ? [] : [ends(EVALUATOR, ended)]),
  ]);
  const notified = Object.fromEntries(
    Object.entries(told).map(([target, about]) => [target, { about, at: iso(0) }]),
  );
  expect(isForgotten({ ...record, notified }, at(days * 86_400))).toBe(forgotten);
});
