import type { Store } from '@m4max/streams';
import { readEntry } from '@m4max/streams';
import { z } from 'zod';
import { Sealed } from '../host/secrets-key.ts';
import type { NoticeKey } from '../notices/notice.ts';
import { CONVERSATIONS_KEY } from './delivery-keys.ts';

/**
 * Who has heard that an episode fires, or may have, and not yet that it ended. It outlives the record,
 * which a newer episode takes over. Written before a message leaves, so that a kill in between is seen.
 */
const Conversation = z.object({
  fingerprint: z.string(),
  episode: z.string(),
  target: z.string(),
  /** The key that an incident was opened with: with another one it could not be closed. */
  opened_with: Sealed.optional(),
});
export type Conversation = z.infer<typeof Conversation>;
export type ConversationKey = Pick<NoticeKey, 'fingerprint' | 'episode' | 'target'>;

/** True when it is a new one; false when an earlier message may have arrived. */
export async function openConversation(
  store: Store,
  key: ConversationKey,
  openedWith: Sealed | undefined,
): Promise<boolean> {
  const { fingerprint, episode, target } = key;
  const conversation: Conversation = {
    ...{ fingerprint, episode, target },
    ...(openedWith === undefined ? {} : { opened_with: openedWith }),
  };
  return (await store.hsetnx(CONVERSATIONS_KEY, field(key), JSON.stringify(conversation))) === 1;
}

export async function loadConversation(
  store: Store,
  key: ConversationKey,
): Promise<Conversation | undefined> {
  const text = await store.hget(CONVERSATIONS_KEY, field(key));
  return text === null ? undefined : readConversation(text);
}

export async function closeConversation(store: Store, key: ConversationKey): Promise<void> {
  await store.hdel(CONVERSATIONS_KEY, field(key));
}

/** Every open one: at most the targets times the episodes that somebody was told of. */
export async function loadConversations(store: Store): Promise<readonly Conversation[]> {
  const texts = await store.hvals(CONVERSATIONS_KEY);
  return texts.flatMap((text) => readConversation(text) ?? []);
}

/** One that cannot be read must not keep the others from being told. */
function readConversation(text: string): Conversation | undefined {
  const read = readEntry(Conversation, text);
  return read.kind === 'entry' ? read.entry : undefined;
}

/** Those of the targets that hold a conversation about this episode. */
export async function targetsInConversation(
  store: Store,
  about: Pick<NoticeKey, 'fingerprint' | 'episode'>,
  targets: readonly string[],
): Promise<ReadonlySet<string>> {
  if (targets.length === 0) return new Set();
  const fields = targets.map((target) => field({ ...about, target }));
  const found = await store.hmget(CONVERSATIONS_KEY, ...fields);
  return new Set(targets.filter((_target, index) => found[index] !== null));
}

export function field({ fingerprint, episode, target }: ConversationKey): string {
  return `${fingerprint}-${episode}/${target}`;
}
