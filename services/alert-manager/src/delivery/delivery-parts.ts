import { join } from 'node:path';
import type { AlertPolicy, DeliveryCounts } from '@m4max/contracts';
import { ChannelName } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { closeStore, consumeGroup } from '@m4max/streams';
import type { Router } from 'express';
import { z } from 'zod';
import { resolveByDns } from '../channels/resolve.ts';
import { absenceFile } from '../host/absence-file.ts';
import { secretsBeside } from '../host/read-delivery-files.ts';
import { secretsKey } from '../host/secrets-key.ts';
import { notificationRoutes } from '../http/notifications-routes.ts';
import type { AlertmanagerFile } from '../notices/alertmanager-file.ts';
import type { DeliveryConfig } from '../notices/delivery-environment.ts';
import { escalationTimers, setTimer } from '../redis/escalation-timers.ts';
import { OUTBOX_KEY } from '../redis/keys.ts';
import type { Attempt } from '../redis/notice-queue.ts';
import { addNotices, noticeQueue } from '../redis/notice-queue.ts';
import { queueStore } from '../redis/queue-store.ts';
import { contactBook } from './contact-book.ts';
import { deliver } from './deliver.ts';
import type { Desk } from './desk.ts';
import { reconcile } from './reconcile.ts';
import { escalateIfDue, relay } from './relay.ts';
import { storeWatch } from './store-watch.ts';
import { tally } from './tally.ts';

const RECONCILE_SECONDS = 15;
/** Other replicas see a new contact point after this. */
const REFRESH_SECONDS = 5;
const STORE_WATCH_SECONDS = 1;

export type Delivery = {
  /** In the order they start; the store is there before them and stays until they have stopped. */
  readonly parts: readonly Part[];
  readonly routes: Router;
  readonly counts: () => DeliveryCounts;
};

/** Outbox to receivers: the relay, a queue for each channel, escalation, and what watches over them. */
export function createDelivery(options: {
  readonly config: DeliveryConfig;
  readonly file: AlertmanagerFile;
  readonly policy: AlertPolicy;
  readonly store: Store;
  readonly log: Context<unknown>['log'];
}): Delivery {
  const { config, file, policy, store } = options;
  const log = options.log.child({ part: 'delivery' });
  const key = secretsKey(config.SECRETS_KEY_FILE ?? join(config.DATA_DIR, 'alert-manager.key'));
  const readSecret = secretsBeside(config.ALERTMANAGER_CONFIG_FILE);
  const connection = queueStore(store);
  const handle = (attempt: Attempt) => deliver(desk, attempt);
  const queues = {
    slack: noticeQueue({ channel: 'slack', connection, handle, log }),
    email: noticeQueue({ channel: 'email', connection, handle, log }),
    pagerduty: noticeQueue({ channel: 'pagerduty', connection, handle, log }),
    webhook: noticeQueue({ channel: 'webhook', connection, handle, log }),
  };
  const timers = escalationTimers({
    connection,
    onDue: async (fingerprint) => void (await escalateIfDue(desk, fingerprint)),
    log,
  });
  const now = () => new Date();
  const desk: Desk = {
    store,
    file,
    policy,
    key,
    book: contactBook({ file, readSecret, store, key }),
    surroundings: {
      externalUrl: config.EXTERNAL_URL,
      allowPrivate: config.ALLOW_PRIVATE_WEBHOOKS,
      resolve: resolveByDns,
      now,
    },
    tally: tally(),
    log,
    async enqueue(notices) {
      await Promise.all(
        ChannelName.options.map((channel) =>
          addNotices(
            queues[channel],
            notices.filter((it) => it.channel === channel).map((it) => it.key),
          ),
        ),
      );
    },
    askAt: (timer) => setTimer(timers, { ...timer, now: now() }),
  };
  const relayPart = consumeGroup({
    name: 'outbox',
    store,
    key: OUTBOX_KEY,
    group: 'alert-manager',
    consumer: `${config.HOST_LABEL}:${config.PORT}`,
    async handle({ id, fields }) {
      await relay(desk, OutboxFields.parse(fields));
      await store.xdel(OUTBOX_KEY, id); // What is owed stands in the record as well.
    },
    log,
  });
  const queueConnection: Part = {
    name: 'queue-connection',
    start: async () => undefined,
    stop: () => closeStore(connection),
  };
  return {
    parts: [
      storeWatch({
        desk,
        fleet: config.HOST_LABEL,
        seconds: STORE_WATCH_SECONDS,
        file: absenceFile(join(config.DATA_DIR, 'store-gone.json'), log),
        log,
      }),
      queueConnection,
      ticker({
        name: 'contact-points',
        seconds: REFRESH_SECONDS,
        job: () => desk.book.refresh(),
        log,
      }),
      ...Object.values(queues),
      timers,
      relayPart,
      ticker({ name: 'reconciler', seconds: RECONCILE_SECONDS, job: () => reconcile(desk), log }),
    ],
    routes: notificationRoutes(desk),
    counts: () => desk.tally.read(),
  };
}

const OutboxFields = z.object({ fingerprint: z.string(), episode: z.string() });
