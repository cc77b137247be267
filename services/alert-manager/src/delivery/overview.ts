import type { AlertRecord } from '../alerts/record.ts';
import { episodeOf } from '../alerts/record.ts';
import type { Plan } from '../notices/owed.ts';
import { planNotices } from '../notices/owed.ts';
import type { Conversation } from '../redis/conversations.ts';
import { loadConversations } from '../redis/conversations.ts';
import { deadNoticeIds } from '../redis/dead-letters.ts';
import { loadRecords } from '../redis/records.ts';
import type { Desk } from './desk.ts';

/** Every alert with what is owed of it, and everybody who waits for the end of something. */
export type Overview = {
  readonly alerts: readonly {
    readonly record: AlertRecord;
    readonly plan: Plan;
    readonly conversations: readonly Conversation[];
  }[];
  /** About episodes that are no longer the newest. */
  readonly late: readonly Conversation[];
  readonly dead: ReadonlySet<string>;
};

export async function loadOverview(desk: Desk): Promise<Overview> {
  const { store, file, policy } = desk;
  const [records, conversations, dead] = await Promise.all([
    loadRecords(store),
    loadConversations(store),
    deadNoticeIds(store),
  ]);
  const contacts = await desk.book.complete();
  const alerts = records.map((record) => {
    const own = conversations.filter((it) => isAbout(it, record));
    const unsure = new Set(own.map(({ target }) => target));
    const plan = planNotices({ record, contacts, route: file.route, policy, unsure, dead });
    return { record, plan, conversations: own };
  });
  const late = conversations.filter((it) => !records.some((record) => isAbout(it, record)));
  return { alerts, late, dead };
}

function isAbout({ fingerprint, episode }: Conversation, { alert }: AlertRecord): boolean {
  return alert.fingerprint === fingerprint && episodeOf(alert) === episode;
}
