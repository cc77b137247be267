import type { Alert } from '@m4max/contracts';
import { episodeOf } from '../alerts/record.ts';
import { send } from '../channels/channels.ts';
import type { Target } from '../notices/contact.ts';
import { nextStep } from '../notices/next-step.ts';
import type { Notice, NoticeKey } from '../notices/notice.ts';
import { dedupKeyOf, noticeId, shortHash } from '../notices/notice.ts';
import type { Outcome } from '../notices/outcome.ts';
import { planNotices, wantsSequel } from '../notices/owed.ts';
import { noteDelivered, noteGivenUp } from '../notices/record-changes.ts';
import { recordError, recordSuccess } from '../redis/channel-status.ts';
import {
  closeConversation,
  loadConversation,
  openConversation,
  targetsInConversation,
} from '../redis/conversations.ts';
import { bury } from '../redis/dead-letters.ts';
import type { Attempt, Handled } from '../redis/notice-queue.ts';
import { loadPastAlert } from '../redis/past-alert.ts';
import { changeRecord, loadRecord } from '../redis/records.ts';
import { holdSend } from '../redis/send-lock.ts';
import { pauseTurns, takeTurn } from '../redis/turns.ts';
import type { Desk } from './desk.ts';
import { situationOf } from './desk.ts';
import { enqueueOwed } from './relay.ts';

/** A little longer than a send may take. */
const HOLD_MS = { slack: 15_000, pagerduty: 15_000, webhook: 15_000, email: 35_000 } as const;
const LOOK_AGAIN_MS = 500;

/** One try of one job. What it says is made now, from the alert as it is, or not at all if nothing is owed. */
export async function deliver(desk: Desk, attempt: Attempt): Promise<Handled> {
  const { job } = attempt;
  const { targets } = await desk.book.complete();
  const target = targets.find(({ id }) => id === job.target);
  if (target === undefined) return drop(desk, job, 'the receiver is no longer configured');
  const lock = await holdSend(desk.store, job, HOLD_MS[target.channel]);
  if (lock === undefined) return { kind: 'wait', milliseconds: LOOK_AGAIN_MS };
  try {
    return await deliverAlone(desk, target, attempt);
  } finally {
    await lock.release().catch(() => undefined); // It ends by itself.
  }
}

async function deliverAlone(desk: Desk, target: Target, attempt: Attempt): Promise<Handled> {
  const { job, triesMade } = attempt;
  const due = await dueNotice(desk, target, job);
  if (due.kind === 'moot') return drop(desk, job, due.because);
  const { contact } = target;
  if (contact.channel === 'slack') {
    const { waitMs, turn } = await takeTurn(desk.store, shortHash(contact.url), job.turn);
    if (waitMs > 0) return { kind: 'wait', milliseconds: waitMs, turn };
  }
  const isFirst = job.about !== 'firing' || (await begin(desk, target, job));
  if (!isFirst) desk.tally.repeated(target.channel);

  const { alert, because } = due;
  const notice: Notice = {
    about: job.about,
    alert,
    dedupKey: dedupKeyOf(alert),
    receiver: target.receiver,
    because,
    test: false,
    at: desk.surroundings.now(),
  };
  const delivery = { target: await asOpened(desk, target, job), notice, triesMade };
  const outcome = await send(delivery, desk.surroundings);
  if (outcome.kind === 'delivered') await settleDelivered(desk, target, job);
  else await settleFailed(desk, target, { job, outcome, isFirst });
  return follow(desk, target, { attempt, alert, outcome });
}

type Due =
  | { readonly kind: 'due'; readonly alert: Alert; readonly because: string }
  | { readonly kind: 'moot'; readonly because: string };

async function dueNotice(desk: Desk, target: Target, job: NoticeKey): Promise<Due> {
  const record = await loadRecord(desk.store, job.fingerprint);
  if (record !== undefined && episodeOf(record.alert) === job.episode) {
    const { owed } = planNotices(await situationOf(desk, record));
    const found = owed.find((it) => it.target.id === target.id && it.about === job.about);
    if (found === undefined) return { kind: 'moot', because: 'it is no longer owed' };
    return { kind: 'due', alert: record.alert, because: found.because };
  }
  if (job.about !== 'resolved') return { kind: 'moot', because: 'a newer episode has begun' };
  const told = await targetsInConversation(desk.store, job, [target.id]);
  if (!told.has(target.id)) return { kind: 'moot', because: 'it is no longer owed' };
  const alert = await loadPastAlert(desk.store, job);
  if (alert === undefined) return { kind: 'moot', because: 'its episode is forgotten' };
  return { kind: 'due', alert, because: 'it knows that this fired' };
}

/** Written down before the message leaves. False when an earlier one may have arrived. */
function begin(desk: Desk, { id, contact }: Target, job: NoticeKey): Promise<boolean> {
  const openedWith =
    contact.channel === 'pagerduty' ? desk.key.seal(contact.routingKey, id) : undefined;
  return openConversation(desk.store, job, openedWith);
}

/** PagerDuty drops what comes with another key than the trigger's, so an incident keeps its own. */
async function asOpened(desk: Desk, target: Target, job: NoticeKey): Promise<Target> {
  const { contact } = target;
  if (contact.channel !== 'pagerduty') return target;
  const sealed = (await loadConversation(desk.store, job))?.opened_with;
  const routingKey = sealed === undefined ? undefined : desk.key.open(sealed, target.id);
  return routingKey === undefined ? target : { ...target, contact: { ...contact, routingKey } };
}

async function settleDelivered(desk: Desk, target: Target, job: NoticeKey): Promise<void> {
  const now = desk.surroundings.now();
  await changeRecord(desk.store, job.fingerprint, (record) =>
    record !== undefined && episodeOf(record.alert) === job.episode
      ? noteDelivered(record, { target, about: job.about, now })
      : undefined,
  );
  if (job.about === 'resolved' || !wantsSequel(target, 'resolved'))
    await closeConversation(desk.store, job);
  desk.tally.delivered(target.channel);
  desk.log.info('notice delivered', { receiver: target.receiver, ...job });
  await recordSuccess(desk.store, target, now);
}

async function settleFailed(
  desk: Desk,
  target: Target,
  failure: {
    readonly job: NoticeKey;
    readonly outcome: Exclude<Outcome, { kind: 'delivered' }>;
    readonly isFirst: boolean;
  },
): Promise<void> {
  const { job, outcome, isFirst } = failure;
  const error = outcome.because;
  const cannotKnow = outcome.kind === 'rejected' || !outcome.unsure;
  if (job.about === 'firing' && isFirst && cannotKnow) await closeConversation(desk.store, job);
  desk.tally.failed(target.channel);
  desk.log.warn('delivery failed', { receiver: target.receiver, ...job, error });
  await recordError(desk.store, target, { error, at: desk.surroundings.now() });
}

async function follow(
  desk: Desk,
  target: Target,
  tried: { readonly attempt: Attempt; readonly alert: Alert; readonly outcome: Outcome },
): Promise<Handled> {
  const { attempt, alert, outcome } = tried;
  const { job, triesMade, ageSeconds } = attempt;
  const { channel, contact } = target;
  const step = nextStep({ outcome, channel, about: job.about, triesMade, ageSeconds });
  switch (step.kind) {
    case 'done':
    case 'back_off':
      return step;
    case 'wait':
      if (contact.channel === 'slack')
        await pauseTurns(desk.store, shortHash(contact.url), step.seconds);
      return { kind: 'wait', milliseconds: step.seconds * 1000 };
    case 'give_up':
      await giveUp(desk, target, {
        job,
        alert,
        because: step.because,
        tries: triesMade + 1,
        transient: outcome.kind === 'retry',
      });
      return { kind: 'done' };
  }
}

/** Keeps the notice where people can see it and send it again, and tells the fallback. */
async function giveUp(
  desk: Desk,
  target: Target,
  failure: {
    readonly job: NoticeKey;
    readonly alert: Alert;
    readonly because: string;
    readonly tries: number;
    readonly transient: boolean;
  },
): Promise<void> {
  const { job, alert, because, tries, transient } = failure;
  const { fingerprint, episode, about } = job;
  const now = desk.surroundings.now();
  const { receiver, channel } = target;
  await bury(desk.store, {
    letter: {
      id: noticeId(job),
      receiver,
      channel,
      alert_id: alert.id,
      about,
      failed_at: now.toISOString(),
      error: because,
      tries,
    },
    key: { fingerprint, episode, about, target: target.id },
    transient,
  });
  desk.tally.buried(channel);
  desk.log.error('notice given up: see notifications/dead-letters', { receiver, ...job, because });
  const record = await changeRecord(desk.store, fingerprint, (before) =>
    before !== undefined && episodeOf(before.alert) === episode
      ? noteGivenUp(before, { target, about, because, now })
      : undefined,
  );
  if (record !== undefined) await enqueueOwed(desk, record);
}

function drop(desk: Desk, job: NoticeKey, because: string): Handled {
  desk.log.info('notice dropped', { ...job, because });
  return { kind: 'done' };
}
