import type { AlertRecord } from '../alerts/record.ts';
import { noticeId } from '../notices/notice.ts';
import { settleEscalation } from '../notices/record-changes.ts';
import type { Conversation } from '../redis/conversations.ts';
import { closeConversation } from '../redis/conversations.ts';
import { loadPastAlert } from '../redis/past-alert.ts';
import type { Desk } from './desk.ts';
import { queued } from './desk.ts';
import type { Overview } from './overview.ts';
import { loadOverview } from './overview.ts';
import { escalateIfDue, writeSuppressed } from './relay.ts';
import { revive } from './revive.ts';

/**
 * Compares what is owed with what is queued, from the records alone: a job that was lost with an
 * outbox entry, a worker or a timer is made again here, and one that is still there is left alone.
 */
export async function reconcile(desk: Desk): Promise<void> {
  if (desk.store.status !== 'ready') return; // The next round comes soon enough.
  await desk.book.refresh();
  await revive(desk);
  const { alerts, late, dead } = await loadOverview(desk);
  // First of all: nothing that fails below may hold up a page.
  await desk.enqueue(
    alerts.flatMap(({ record, plan }) => plan.owed.map((it) => queued(record, it))),
  );
  const faults: unknown[] = [];
  const alone = (work: Promise<void>) => work.catch((error: unknown) => void faults.push(error));
  for (const alert of alerts) await alone(settle(desk, alert));
  for (const conversation of late) await alone(tellLate(desk, conversation, dead));
  if (faults.length > 0) {
    const all = alerts.length + late.length;
    throw new Error(`not reconciled: ${faults.length} of ${all}`, { cause: faults[0] });
  }
}

async function settle(
  desk: Desk,
  { record, plan, conversations }: Overview['alerts'][number],
): Promise<void> {
  await writeSuppressed(desk, record, plan.suppressed);
  if (needsEscalation(desk, record)) await escalateIfDue(desk, record.alert.fingerprint);
  for (const it of conversations)
    if (record.notified[it.target]?.about === 'resolved') await closeConversation(desk.store, it);
}

/** Timers are set again as well: one that is still there stays as it is. */
function needsEscalation({ policy, surroundings }: Desk, record: AlertRecord): boolean {
  if (record.alert.escalates_at !== undefined) return true;
  return settleEscalation(record, policy, surroundings.now()) !== undefined;
}

/** The end of an episode that is no longer the newest, for one who heard that it fired. */
async function tellLate(
  desk: Desk,
  conversation: Conversation,
  dead: ReadonlySet<string>,
): Promise<void> {
  const { fingerprint, episode, target: id } = conversation;
  const key = { fingerprint, episode, about: 'resolved', target: id } as const;
  if (dead.has(noticeId(key))) return;
  const { targets } = await desk.book.complete();
  const target = targets.find((it) => it.id === id);
  const isForgotten = (await loadPastAlert(desk.store, conversation)) === undefined;
  if (isForgotten || target?.sendResolved === false)
    await closeConversation(desk.store, conversation); // Nothing can be told any more.
  else if (target !== undefined) await desk.enqueue([{ channel: target.channel, key }]);
  // Else the receiver's secret is away: it may come back as long as the episode is known.
}
