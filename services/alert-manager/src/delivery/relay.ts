import type { AlertRecord, OutboxEntry } from '../alerts/record.ts';
import { episodeOf } from '../alerts/record.ts';
import type { Plan } from '../notices/owed.ts';
import { planNotices } from '../notices/owed.ts';
import { noteSuppressed, settleEscalation } from '../notices/record-changes.ts';
import { countSuppressed } from '../redis/channel-status.ts';
import { targetsInConversation } from '../redis/conversations.ts';
import { changeRecord } from '../redis/records.ts';
import type { Desk } from './desk.ts';
import { queued, situationOf } from './desk.ts';

/** An alert has changed: whoever has to be told gets a job. Repeats change nothing. */
export async function relay(desk: Desk, entry: Omit<OutboxEntry, 'about'>): Promise<void> {
  const record = await escalateIfDue(desk, entry.fingerprint);
  if (record !== undefined && episodeOf(record.alert) === entry.episode)
    await enqueueOwed(desk, record);
  else await enqueueLate(desk, entry);
}

/** Jobs for all that is owed of an alert, and a line for each receiver that will not be told. */
export async function enqueueOwed(desk: Desk, record: AlertRecord): Promise<void> {
  const plan = planNotices(await situationOf(desk, record));
  await desk.enqueue(plan.owed.map((owed) => queued(record, owed)));
  await writeSuppressed(desk, record, plan.suppressed);
}

/** Each line is written once in an episode, whoever comes first, and counted by whoever wrote it. */
export async function writeSuppressed(
  desk: Desk,
  seen: AlertRecord,
  suppressed: Plan['suppressed'],
): Promise<void> {
  const { alert } = seen;
  if (noteSuppressed(seen, suppressed, desk.surroundings.now()) === undefined) return;
  let fresh: Plan['suppressed'] = [];
  await changeRecord(desk.store, alert.fingerprint, (record) => {
    fresh = [];
    if (record === undefined || episodeOf(record.alert) !== episodeOf(alert)) return undefined;
    const noted = noteSuppressed(record, suppressed, desk.surroundings.now());
    fresh = noted?.fresh ?? [];
    return noted?.change;
  });
  for (const it of fresh) {
    desk.tally.suppressed(it.reason);
    desk.log.info('notice suppressed', { receiver: it.receiver, reason: it.detail });
    await countSuppressed(desk.store, it);
  }
}

/** Asks the alert as it is now, so that an acknowledgement or an end that was committed always wins. */
export async function escalateIfDue(
  desk: Desk,
  fingerprint: string,
): Promise<AlertRecord | undefined> {
  let escalates = false;
  const record = await changeRecord(desk.store, fingerprint, (before) => {
    if (before === undefined) return undefined;
    const change = settleEscalation(before, desk.policy, desk.surroundings.now());
    escalates = change?.events.some(({ what }) => what === 'escalated') ?? false;
    return change;
  });
  if (escalates) {
    desk.tally.escalated();
    desk.log.info('alert escalates', { fingerprint, rule: record?.alert.rule_name });
  }
  const at = record?.alert.escalates_at;
  if (record !== undefined && at !== undefined)
    await desk.askAt({ fingerprint, episode: episodeOf(record.alert), at: new Date(at) });
  return record;
}

/** An episode that a newer one has replaced: those who heard of it still have to hear of its end. */
async function enqueueLate(desk: Desk, episode: Omit<OutboxEntry, 'about'>): Promise<void> {
  const { targets } = await desk.book.complete();
  const ids = targets.map(({ id }) => id);
  const told = await targetsInConversation(desk.store, episode, ids);
  const { fingerprint } = episode;
  await desk.enqueue(
    targets
      .filter(({ id, sendResolved }) => told.has(id) && sendResolved)
      .map(({ id, channel }) => ({
        channel,
        key: { fingerprint, episode: episode.episode, about: 'resolved', target: id },
      })),
  );
}
