import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { closeStore, connectStore } from '@m4max/streams';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { changed } from '../alerts/change.ts';
import { episodeOf } from '../alerts/record.ts';
import type { SecretsKey } from '../host/secrets-key.ts';
import { AlertmanagerFile } from '../notices/alertmanager-file.ts';
import { anAlert } from '../notices/fixtures/an-alert.ts';
import { noticeId } from '../notices/notice.ts';
import { loadConversations, openConversation } from '../redis/conversations.ts';
import { bury, loadDeadLetters } from '../redis/dead-letters.ts';
import { CONVERSATIONS_KEY } from '../redis/delivery-keys.ts';
import { changeRecord } from '../redis/records.ts';
import { contactBook } from './contact-book.ts';
import type { Desk, Queued } from './desk.ts';
import { reconcile } from './reconcile.ts';
import { tally } from './tally.ts';

jest.setTimeout(60_000);

const log = createLogger('alert-manager', 'silent');
const key: SecretsKey = {
  seal: () => ({ key: '', nonce: '', text: '' }),
  open: () => undefined,
};
const pagerduty = 'pagerduty/pagerduty/0';
const file = (routingKey?: string) =>
  AlertmanagerFile.parse({
    route: { receiver: 'pagerduty' },
    receivers: [
      {
        name: 'pagerduty',
        pagerduty_configs: [routingKey === undefined ? {} : { routing_key: routingKey }],
      },
    ],
  });

if (requireComponent('redis-server')) {
  const starting = startRedis();
  let store: Store;
  let queued: Queued[] = [];

  beforeAll(async () => {
    store = connectStore((await starting).url, { name: 'test', log });
    await eventually('the store is there', () => store.status === 'ready');
  });
  beforeEach(async () => {
    queued = [];
    await store.flushall();
  });
  afterAll(async () => {
    await closeStore(store);
    await (await starting).stop();
  });

  const deskOf = (of = file('k'.repeat(32)), parts: Partial<Desk> = {}): Desk => ({
    store,
    file: of,
    policy: {
      escalation: [{ severities: ['critical'], after: '1h', receiver: 'pagerduty' }],
      emergency_receivers: [],
      silent_resolve_after: '1h',
    },
    book: contactBook({ file: of, readSecret: () => undefined, store, key }),
    key,
    surroundings: {
      externalUrl: 'http://board.test/',
      allowPrivate: [],
      resolve: async () => [],
      now: () => new Date(),
    },
    tally: tally(),
    log,
    enqueue: async (notices) => void queued.push(...notices),
    askAt: async () => undefined,
    ...parts,
  });
  const write = (state: 'firing' | 'resolved', started_at: string) => {
    const alert = anAlert({ state, resolved: state === 'resolved', started_at });
    return changeRecord(store, alert.fingerprint, (before) =>
      changed({ version: before?.version ?? 0, alert, notified: {} }, alert),
    );
  };
  const keys = () => queued.map((it) => `${it.key.episode} ${it.key.about}`);
  const first = new Date(Date.now() - 60_000).toISOString();
  const newer = new Date().toISOString();
  const episode = (started_at: string) => episodeOf(anAlert({ started_at }));

  it('queues what is owed, though something else cannot be read', async () => {
    await write('firing', first);
    await store.hset(CONVERSATIONS_KEY, 'faulty', '{}');
    await store.hset('{m4max}:contact-points', 'slack', '{"sealed":1}');
    await reconcile(deskOf());
    expect(keys()).toEqual([`${episode(first)} firing`]);
  });

  it('queues what is owed before it sets timers, and though that fails', async () => {
    await write('firing', first);
    const desk = deskOf(undefined, { askAt: () => Promise.reject(new Error('no queue')) });
    await expect(reconcile(desk)).rejects.toThrow('not reconciled: 1 of 1');
    expect(keys()).toEqual([`${episode(first)} firing`]);
  });

  it.each([
    { title: 'no answer came', transient: true, agoSeconds: 301, state: 'firing', again: true },
    {
      title: 'no answer came just now',
      transient: true,
      agoSeconds: 5,
      state: 'firing',
      again: false,
    },
    { title: 'it was refused', transient: false, agoSeconds: 301, state: 'firing', again: false },
    {
      title: 'the alert is over',
      transient: true,
      agoSeconds: 301,
      state: 'resolved',
      again: false,
    },
  ] as const)('tries a dead letter again: $title → $again', async ({ state, again, ...failed }) => {
    const { transient, agoSeconds } = failed;
    await write(state, first);
    const { fingerprint, id } = anAlert();
    const notice = {
      fingerprint,
      episode: episode(first),
      about: 'firing',
      target: pagerduty,
    } as const;
    const letter = {
      id: noticeId(notice),
      receiver: 'pagerduty',
      channel: 'pagerduty',
      alert_id: id,
      about: 'firing',
      failed_at: new Date(Date.now() - agoSeconds * 1000).toISOString(),
      error: 'no answer',
      tries: 12,
    } as const;
    await bury(store, { letter, key: notice, transient });
    await reconcile(deskOf());
    expect(keys()).toEqual(again ? [`${episode(first)} firing`] : []);
    expect(await loadDeadLetters(store)).toHaveLength(again ? 0 : 1);
  });

  it('owes the end of an earlier episode for as long as its receiver may come back', async () => {
    await write('resolved', first);
    const { fingerprint } = anAlert();
    const heard = { fingerprint, episode: episode(first), target: pagerduty };
    await openConversation(store, heard, undefined);
    await write('resolved', newer);
    await reconcile(deskOf(file()));
    expect(await loadConversations(store)).toHaveLength(1);
    await reconcile(deskOf());
    expect(keys()).toEqual([`${episode(first)} resolved`]);
  });
} else it.skip('reconcile: no redis-server', () => undefined);
