import type { AlertPolicy, ChannelName } from '@m4max/contracts';
import type { Store, StoreLog } from '@m4max/streams';
import type { AlertRecord } from '../alerts/record.ts';
import { episodeOf } from '../alerts/record.ts';
import type { Surroundings } from '../channels/send.ts';
import type { SecretsKey } from '../host/secrets-key.ts';
import type { AlertmanagerFile } from '../notices/alertmanager-file.ts';
import type { NoticeKey } from '../notices/notice.ts';
import type { Owed, Situation } from '../notices/owed.ts';
import { targetsInConversation } from '../redis/conversations.ts';
import { deadNoticeIds } from '../redis/dead-letters.ts';
import type { ContactBook } from './contact-book.ts';
import type { Tally } from './tally.ts';

/** What everybody who delivers works with. */
export type Desk = {
  readonly store: Store;
  readonly file: AlertmanagerFile;
  readonly policy: AlertPolicy;
  readonly book: ContactBook;
  readonly key: SecretsKey;
  readonly surroundings: Surroundings;
  readonly tally: Tally;
  readonly log: StoreLog;
  /** Makes a job of each notice, unless it has one. */
  readonly enqueue: (notices: readonly Queued[]) => Promise<void>;
  /** Asks again at that moment whether the alert escalates. */
  readonly askAt: (timer: {
    readonly fingerprint: string;
    readonly episode: string;
    readonly at: Date;
  }) => Promise<void>;
};

export type Queued = { readonly channel: ChannelName; readonly key: NoticeKey };

export function queued(record: AlertRecord, { target, about }: Owed): Queued {
  const { fingerprint } = record.alert;
  const key = { fingerprint, episode: episodeOf(record.alert), about, target: target.id };
  return { channel: target.channel, key };
}

/** Everything that decides who is told of one alert now. */
export async function situationOf(desk: Desk, record: AlertRecord): Promise<Situation> {
  const contacts = await desk.book.complete();
  const episode = { fingerprint: record.alert.fingerprint, episode: episodeOf(record.alert) };
  const ids = contacts.targets.map(({ id }) => id);
  const [unsure, dead] = await Promise.all([
    targetsInConversation(desk.store, episode, ids),
    deadNoticeIds(desk.store),
  ]);
  return { record, contacts, route: desk.file.route, policy: desk.policy, unsure, dead };
}
