import { DeadLetter } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import { readEntry } from '@m4max/streams';
import { z } from 'zod';
import { About } from '../alerts/record.ts';
import { DEAD_LETTERS_KEY } from './delivery-keys.ts';

/** About 400 bytes each; the oldest make room. */
const MOST_LETTERS = 1000;

const Buried = z.object({
  letter: DeadLetter,
  key: z.object({
    fingerprint: z.string(),
    episode: z.string(),
    about: About,
    target: z.string(),
  }),
  /** Nobody refused it: no answer came, or one that asked to try later. */
  transient: z.boolean().optional(),
});
/** A dead letter and the notice it was. */
export type Buried = z.infer<typeof Buried>;

export async function bury(store: Store, buried: Buried): Promise<void> {
  await store.hset(DEAD_LETTERS_KEY, buried.letter.id, JSON.stringify(buried));
  const surplus = (await store.hlen(DEAD_LETTERS_KEY)) - MOST_LETTERS;
  if (surplus <= 0) return;
  const oldest = (await loadDeadLetters(store)).slice(-surplus);
  await store.hdel(DEAD_LETTERS_KEY, ...oldest.map(({ letter }) => letter.id));
}

/** Newest first. */
export async function loadDeadLetters(store: Store): Promise<readonly Buried[]> {
  const texts = await store.hvals(DEAD_LETTERS_KEY);
  return texts
    .flatMap((text) => readBuried(text) ?? [])
    .sort((a, b) => b.letter.failed_at.localeCompare(a.letter.failed_at));
}

export async function deadNoticeIds(store: Store): Promise<ReadonlySet<string>> {
  return new Set(await store.hkeys(DEAD_LETTERS_KEY));
}

/** Takes a letter out so that its notice is owed again; `undefined` when it is not there. */
export async function exhume(store: Store, id: string): Promise<Buried | undefined> {
  const text = await store.hget(DEAD_LETTERS_KEY, id);
  if (text === null || (await store.hdel(DEAD_LETTERS_KEY, id)) === 0) return undefined;
  return readBuried(text);
}

function readBuried(text: string): Buried | undefined {
  const read = readEntry(Buried, text);
  return read.kind === 'entry' ? read.entry : undefined;
}
