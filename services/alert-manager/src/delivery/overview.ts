import type { AlertRecord } from '../alerts/record.ts';
import { pastId } from '../alerts/record.ts';
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
  const byEpisode = new Map<string, Conversation[]>();
  for (const it of conversations) {
    const same = byEpisode.get(episodeId(it));
    if (same === undefined) byEpisode.set(episodeId(it), [it]);
    else same.push(it);
  }
  const alerts = records.map((record) => {
    const id = pastId(record.alert);
    const own = byEpisode.get(id) ?? [];
    byEpisode.delete(id);
    const unsure = new Set(own.map(({ target }) => target));
    const plan = planNotices({ record, contacts, route: file.route, policy, unsure, dead });
    return { record, plan, conversations: own };
  });
  return { alerts, late: [...byEpisode.values()].flat(), dead };
}

function episodeId({ fingerprint, episode }: Conversation): string {
  return `${fingerprint}-${episode}`;
}
