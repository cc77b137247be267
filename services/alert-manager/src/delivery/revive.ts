import { episodeOf } from '../alerts/record.ts';
import { loadConversation } from '../redis/conversations.ts';
import type { Buried } from '../redis/dead-letters.ts';
import { exhume, loadDeadLetters } from '../redis/dead-letters.ts';
import { loadRecord } from '../redis/records.ts';
import type { Desk } from './desk.ts';

/** The fallback has been told by then; a network that was away is mostly back. */
const REVIVE_AFTER_SECONDS = 5 * 60;

/**
 * Takes out the dead letters that only failed because nobody answered, and that still matter: they are
 * owed again. An outage longer than all tries must not cost a page.
 */
export async function revive(desk: Desk): Promise<void> {
  const { store, surroundings, log } = desk;
  const latest = surroundings.now().getTime() - REVIVE_AFTER_SECONDS * 1000;
  for (const buried of await loadDeadLetters(store)) {
    const { letter, transient } = buried;
    if (transient !== true || Date.parse(letter.failed_at) > latest) continue;
    if (!(await stillMatters(desk, buried))) continue;
    if ((await exhume(store, letter.id)) === undefined) continue; // Somebody was faster.
    log.info('dead letter is tried again', { receiver: letter.receiver, alert: letter.alert_id });
  }
}

async function stillMatters({ store }: Desk, { key }: Buried): Promise<boolean> {
  const record = await loadRecord(store, key.fingerprint);
  if (record !== undefined && episodeOf(record.alert) === key.episode)
    return record.alert.state === key.about;
  return key.about === 'resolved' && (await loadConversation(store, key)) !== undefined;
}
