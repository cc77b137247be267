import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Store } from '@m4max/streams';
import { closeStore, connectStore } from '@m4max/streams';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import { acknowledge } from '../alerts/acknowledge.ts';
import { fingerprint } from '../alerts/fingerprint.ts';
import { reportOf } from '../alerts/fixtures/report.ts';
import { EVALUATOR, end, report } from '../alerts/transition.ts';
import { emptyState } from '../rules/state.ts';
import { claimEvaluation } from './claim-evaluation.ts';
import { commit } from './commit.ts';
import {
  ALERT_EVENTS_KEY,
  ALERTS_KEY,
  OUTBOX_KEY,
  PAST_ALERTS_KEY,
  PAST_ORDER_KEY,
} from './keys.ts';
import { loadPastAlert, loadPastAlerts } from './past-alert.ts';
import { changeRecord, loadRecord, loadRecords } from './records.ts';
import { takePushed } from './take-pushed.ts';

/** Servers and processes start slowly on a busy machine. */
jest.setTimeout(60_000);

const log = { info() {}, warn() {}, error() {} };
const now = new Date();
const earlier = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const said = reportOf('CoresBusy', { startedAt: earlier(60) });
const id = said.fingerprint;

describe.each(redisKinds())('alert records in a $title store', ({ options }) => {
  const starting = startRedis(options);
  let store: Store;

  beforeEach(async () => {
    store = connectStore((await starting).url, { name: 'test', log });
    await eventually('the store is there', () => store.status === 'ready');
    await store.call('FLUSHALL');
  });
  afterEach(() => closeStore(store));
  afterAll(async () => (await starting).stop());

  const fires = (name = 'CoresBusy', startedAt = earlier(60)) => {
    const it = reportOf(name, { startedAt });
    return changeRecord(store, it.fingerprint, (record) => report(record, it, now));
  };
  const ends = (at = now) =>
    changeRecord(store, id, (record) => end(record, EVALUATOR, { at: at.toISOString() }, now));
  const notices = async () =>
    (await store.xrange(OUTBOX_KEY, '-', '+')).map(([, fields]) => fields.join(' '));
  const events = async () => store.xlen(ALERT_EVENTS_KEY);

  it('changes a record, its notice and its event together', async () => {
    const written = await fires();
    expect(written).toMatchObject({ version: 1, alert: { state: 'firing' } });
    expect(await loadRecord(store, id)).toEqual(written);
    const episode = earlier(60).getTime();
    expect(await notices()).toEqual([`fingerprint ${id} episode ${episode} about firing`]);
    expect(await events()).toBe(1);
  });

  it('leaves a record alone when there is nothing to change', async () => {
    await fires();
    expect((await changeRecord(store, id, () => undefined))?.version).toBe(1);
    expect(await events()).toBe(1);
  });

  it('leaves out what it cannot read, and only that', async () => {
    await fires();
    await store.hset(ALERTS_KEY, '00000000000000aa', '{"version":1,"alert":{},"notified":{}}');
    await store.hset(ALERTS_KEY, '00000000000000bb', 'no JSON');
    expect((await loadRecords(store)).map(({ alert }) => alert.fingerprint)).toEqual([id]);
    expect(await loadRecord(store, '00000000000000aa')).toBeUndefined();
  });

  it('reads what a later version wrote with more fields', async () => {
    const written = await fires();
    const more = { ...written, later: 1, alert: { ...written?.alert, later: { field: true } } };
    await store.hset(ALERTS_KEY, id, JSON.stringify(more));
    expect(await loadRecord(store, id)).toEqual(written);
    expect(await loadRecords(store)).toEqual([written]);
  });

  it('leaves out a past alert that it cannot read', async () => {
    await fires();
    await ends();
    await store.hset(PAST_ALERTS_KEY, 'b-1', '{}');
    await store.zadd(PAST_ORDER_KEY, now.getTime(), 'b-1');
    expect(await loadPastAlert(store, { fingerprint: 'b', episode: '1' })).toBeUndefined();
    expect(await loadPastAlerts(store, { severity: undefined, limit: 10 })).toHaveLength(1);
  });

  it('loses no change of many writers at once', async () => {
    await fires();
    const note = (name: string) =>
      changeRecord(store, id, (record) => {
        if (record === undefined) return undefined;
        const notified = {
          ...record.notified,
          [name]: { about: 'firing' as const, at: now.toISOString() },
        };
        return { after: { ...record, notified }, outbox: [], events: [] };
      });
    await Promise.all(['slack', 'email', 'pagerduty', 'webhook'].map(note));
    const record = await loadRecord(store, id);
    expect(Object.keys(record?.notified ?? {}).toSorted()).toEqual([
      'email',
      'pagerduty',
      'slack',
      'webhook',
    ]);
    expect(record?.version).toBe(5);
  });

  it('acknowledges an alert or ends it, whoever is first: never both ways round', async () => {
    await fires();
    const acknowledges = changeRecord(store, id, (record) => {
      if (record === undefined) return undefined;
      const outcome = acknowledge(record, { by: 'anna', now });
      return outcome.kind === 'acknowledged' ? outcome.change : undefined;
    });
    await Promise.all([acknowledges, ends()]);
    expect((await loadRecord(store, id))?.alert.state).toBe('resolved');
    const told = (await notices()).map((line) => line.split(' ').at(-1));
    expect(told.at(-1)).toBe('resolved');
  });

  it('commits all of several changes or none', async () => {
    await fires();
    const before = await loadRecord(store, id);
    const other = reportOf('GpuBusy', { startedAt: now });
    const change = report(undefined, other, now);
    const ended = before && end(before, EVALUATOR, { at: now.toISOString() }, now);
    if (change === undefined || ended === undefined) throw new Error('nothing to commit');
    const changes = [
      { fingerprint: other.fingerprint, before: undefined, ...change },
      { fingerprint: id, before, ...ended },
    ];
    await changeRecord(store, id, (record) => record && { after: record, outbox: [], events: [] });
    expect(await commit(store, { changes })).toBe('conflict');
    expect(await loadRecord(store, other.fingerprint)).toBeUndefined();
    expect(await notices()).toHaveLength(1);
  });

  it('keeps every episode that ended, by its id and newest first', async () => {
    await fires('CoresBusy', earlier(600));
    await ends(earlier(500));
    await fires('CoresBusy', earlier(400));
    await ends(earlier(300));
    await fires('CoresBusy', earlier(200));
    const past = await loadPastAlerts(store, { severity: undefined, limit: 10 });
    expect(past.map((alert) => alert.started_at)).toEqual(
      [400, 600].map((seconds) => earlier(seconds).toISOString()),
    );
    const episode = String(earlier(600).getTime());
    expect(await loadPastAlert(store, { fingerprint: id, episode })).toMatchObject({
      id: `${id}-${episode}`,
      ended_at: earlier(500).toISOString(),
    });
    expect(await loadPastAlerts(store, { severity: 'info', limit: 10 })).toEqual([]);
    expect((await loadRecord(store, id))?.alert.state).toBe('firing');
  });

  it('forgets the past after thirty days', async () => {
    const old = earlier(31 * 86_400);
    await fires('CoresBusy', earlier(32 * 86_400));
    await ends(old);
    expect(await loadPastAlerts(store, { severity: undefined, limit: 10 })).toEqual([]);
  });

  it('forgets a record and keeps its past', async () => {
    await fires();
    const before = await ends();
    expect(
      await commit(store, { changes: [{ fingerprint: id, before, outbox: [], events: [] }] }),
    ).toBe('committed');
    expect(await loadRecords(store)).toEqual([]);
    expect(await loadPastAlerts(store, { severity: undefined, limit: 10 })).toHaveLength(1);
  });

  it('turns pushed alerts away when there are too many, and goes on with those it knows', async () => {
    const push = (names: readonly string[]) =>
      takePushed(
        store,
        names.map((alertname) => ({ labels: { alertname }, annotations: {} })),
        { labelNames: 'utf8', sourceName: 'test', groupOf: () => undefined, now, most: 2 },
      );
    expect(await push(['a', 'b'])).toEqual({ firing: 2, resolved: 0, faults: [] });
    expect(await push(['a', 'c'])).toEqual({
      firing: 1,
      resolved: 0,
      faults: [expect.stringMatching(/^1 were turned away, 2 alerts are known already/)],
    });
    expect(await loadRecords(store)).toHaveLength(2);
  });

  it('takes one alert that is said many times in a push, the last word last', async () => {
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    const said = Array.from({ length: 40 }, (_, index) => ({
      labels: { alertname: 'a' },
      annotations: {},
      startsAt: now,
      endsAt: at(60 + index),
    }));
    const context = {
      labelNames: 'utf8',
      sourceName: 'test',
      groupOf: () => undefined,
      now,
    } as const;
    const other = { labels: { alertname: 'b' }, annotations: {} };
    const taken = await takePushed(store, [...said, other], context);
    expect(taken).toEqual({ firing: 41, resolved: 0, faults: [] });
    const records = await loadRecords(store);
    expect(records.map(({ alert }) => alert.rule_name).toSorted()).toEqual(['a', 'b']);
    const [a] = records.filter(({ alert }) => alert.rule_name === 'a');
    expect(a).toMatchObject({
      version: 1,
      alert: { sources: [{ ends_at: at(99).toISOString() }] },
    });
    expect(await notices()).toHaveLength(2);
  });

  it('shuts an older evaluator out as soon as a newer one has claimed', async () => {
    expect(await claimEvaluation(store, 1)).toEqual({ kind: 'claimed', state: emptyState });
    const known = { ...emptyState, cursors: { hardware: '5-0' } };
    const fence = { number: 1, state: JSON.stringify(known) };
    expect(await commit(store, { fence, changes: [] })).toBe('committed');
    expect(await claimEvaluation(store, 2)).toEqual({ kind: 'claimed', state: known });

    const change = report(undefined, said, now);
    if (change === undefined) throw new Error('nothing to commit');
    const changes = [{ fingerprint: fingerprint(said.facts.labels), before: undefined, ...change }];
    expect(await commit(store, { fence, changes })).toBe('fenced');
    expect(await loadRecords(store)).toEqual([]);
    expect(await claimEvaluation(store, 1)).toEqual({ kind: 'fenced' });
  });

  it('starts anew, and says so, when what was known cannot be read', async () => {
    await commit(store, { fence: { number: 1, state: '{"v":2}' }, changes: [] });
    expect(await claimEvaluation(store, 2)).toMatchObject({
      kind: 'claimed',
      state: emptyState,
      fault: expect.any(String),
    });
  });

  it('loses one source, and not the others, when that cannot be read', async () => {
    const source = {
      kind: 'hardware',
      host: 'desk-mac',
      interval_seconds: 1,
      taken_at: now.toISOString(),
      fresh_at: now.toISOString(),
      series: {},
      counters: {},
    } as const;
    const sources = {
      'hardware:desk-mac': source,
      'hardware:other': { ...source, host: 'other', interval_seconds: null },
    };
    const state = JSON.stringify({ ...emptyState, cursors: { hardware: '5-0' }, sources });
    await commit(store, { fence: { number: 1, state }, changes: [] });
    expect(await claimEvaluation(store, 2)).toEqual({
      kind: 'claimed',
      state: {
        v: 1,
        cursors: { hardware: '5-0' },
        sources: { 'hardware:desk-mac': source },
      },
      fault: expect.stringContaining('hardware:other'),
    });
  });
});
