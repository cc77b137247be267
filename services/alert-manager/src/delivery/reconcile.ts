import type { AlertRecord } from '../alerts/record.ts';
import { noticeId } from '../notices/notice.ts';
import { settleEscalation } from '../notices/record-changes.ts';
import type { Conversation } from '../redis/conversations.ts';
import { closeConversation } from '../redis/conversations.ts';
import { loadPastAlert } from '../redis/past-alert.ts';
import type { Desk, Queued } from './desk.ts';
import { queued } from './desk.ts';
import { loadOverview } from './overview.ts';
import { escalateIfDue, writeSuppressed } from './relay.ts';

/**
 * Compares what is owed with what is queued, from the records alone: a job that was lost with an
 * outbox entry, a worker or a timer is made again here, and one that is still there is left alone.
 */
export async function reconcile(desk: Desk): Promise<void> {
  if (desk.store.status !== 'ready') return; // The next round comes soon enough.
  await desk.book.refresh();
  const { alerts, late, dead } = await loadOverview(desk);
  const owed: Queued[] = [];
  for (const { record, plan, conversations } of alerts) {
    owed.push(...plan.owed.map((it) => queued(record, it)));
    await writeSuppressed(desk, record, plan.suppressed);
    if (needsEscalation(desk, record)) await escalateIfDue(desk, record.alert.fingerprint);
    for (const it of conversations)
      if (record.notified[it.target]?.about === 'resolved') await closeConversation(desk.store, it);
  }
  for (const conversation of late) owed.push(...(await lateNotice(desk, conversation, dead)));
  await desk.enqueue(owed);
}

/** Timers are set again as well: one that is still there stays as it is. */
function needsEscalation({ policy, surroundings }: Desk, record: AlertRecord): boolean {
  if (record.alert.escalates_at !== undefined) return true;
  return settleEscalation(record, policy, surroundings.now()) !== undefined;
}

/** The end of an episode that is no longer the newest, for one who heard that it fired. */
async function lateNotice(
  desk: Desk,
  conversation: Conversation,
  dead: ReadonlySet<string>,
): Promise<readonly Queued[]> {
  const { fingerprint, episode, target: id } = conversation;
  const key = { fingerprint, episode, about: 'resolved', target: id } as const;
  if (dead.has(noticeId(key))) return [];
  const target = desk.book.current().targets.find((it) => it.id === id);
  if (target?.sendResolved && (await loadPastAlert(desk.store, conversation)) !== undefined)
    return [{ channel: target.channel, key }];
  await closeConversation(desk.store, conversation); // Nobody can be told any more.
  return [];
}
