import type { StreamState } from '../reader-position.ts';
import type { Store } from './store.ts';

/** Undefined when there is no such stream. */
export async function readStreamState(store: Store, key: string): Promise<StreamState | undefined> {
  let reply: readonly unknown[];
  try {
    reply = (await store.call('XINFO', 'STREAM', key)) as readonly unknown[];
  } catch (error) {
    if (error instanceof Error && error.message.includes('no such key')) return undefined;
    throw error;
  }
  const state = new Map<unknown, unknown>();
  for (let index = 0; index + 1 < reply.length; index += 2)
    state.set(reply[index], reply[index + 1]);
  const entriesAdded = state.get('entries-added');
  return {
    firstId: firstIdOf(state.get('first-entry')),
    lastId: String(state.get('last-generated-id')),
    length: Number(state.get('length')),
    entriesAdded: entriesAdded === undefined ? undefined : Number(entriesAdded),
  };
}

function firstIdOf(entry: unknown): string | undefined {
  return Array.isArray(entry) && typeof entry[0] === 'string' ? entry[0] : undefined;
}
