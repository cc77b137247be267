import type { Stream } from '@m4max/contracts';
import type { Part, StoreLog } from '../part.ts';
import { readEntry } from '../read-entry.ts';
import type { ReaderPosition } from '../reader-position.ts';
import { checkPosition, START } from '../reader-position.ts';
import { createRepeats, identityOf } from '../repeats.ts';
import { jsonOf } from './entry-fields.ts';
import { pause } from './loop.ts';
import { createReadingLoop } from './reading-loop.ts';
import type { Store } from './store.ts';
import { isHere } from './store.ts';
import { readStreamState } from './stream-state.ts';

export type Entry<E> = { readonly id: string; readonly entry: E };

export type Follower = Part & {
  /** Id of the last entry that was handled or left out; `from` of a follower that goes on here. */
  cursor(): string;
};

const BLOCK_MILLISECONDS = 1000;
/** A sample of many containers is some 50 kB. */
const BATCH_ENTRIES = 100;
const LONGEST_HANDLER_PAUSE_MILLISECONDS = 5000;

/**
 * Reads a stream in order, each entry at least once and repeats left out. Survives the store's absence and
 * a stream that was trimmed, deleted or made anew under it.
 */
export function follow<E>({
  name,
  store,
  stream,
  from,
  onEntries,
  onNewerVersion,
  log,
}: {
  readonly name: string;
  readonly store: Store;
  readonly stream: Stream<E>;
  /** `end` is where the stream ends when it is first reached; an entry id is the last one known. */
  readonly from: 'end' | 'start' | (string & {});
  /** When it fails it gets the same entries again, after a pause. */
  readonly onEntries: (entries: readonly Entry<E>[]) => Promise<void> | void;
  readonly onNewerVersion?: () => void;
  readonly log: StoreLog;
}): Follower {
  let position: ReaderPosition | undefined =
    from === 'end' ? undefined : { cursor: from === 'start' ? START : from, ordinal: undefined };
  let mustCheck = true;
  const isRepeat = createRepeats();
  const told = new Set<'newer' | 'malformed'>();

  function tell(kind: 'newer' | 'malformed', facts: object): void {
    if (told.has(kind)) return;
    told.add(kind);
    if (kind === 'malformed') log.error('entries are malformed and left out', facts);
    else {
      log.error('entries are of a newer version and left out: update this service', facts);
      onNewerVersion?.();
    }
  }

  /** Where to read from, after a look whether the stream is still the same. */
  async function checked(): Promise<ReaderPosition> {
    const state = await readStreamState(store, stream.key);
    position ??= { cursor: state?.lastId ?? START, ordinal: state?.entriesAdded };
    const check = checkPosition(state, position);
    position = check.position;
    if (check.kind === 'recreated')
      log.warn('a stream began anew: it was deleted, or the store lost it', { stream: stream.key });
    if (check.kind === 'trimmed')
      log.warn('entries were gone before they were read', {
        stream: stream.key,
        lost: check.lost ?? 'some',
      });
    return position;
  }

  async function read(connection: Store, { cursor }: ReaderPosition) {
    const reply = await connection.xread(
      ...(['COUNT', BATCH_ENTRIES, 'BLOCK', BLOCK_MILLISECONDS] as const),
      ...(['STREAMS', stream.key, cursor] as const),
    );
    return reply?.[0]?.[1] ?? [];
  }

  async function round(connection: Store, signal: AbortSignal): Promise<void> {
    const at = mustCheck || position === undefined ? await checked() : position;
    mustCheck = true;
    const batch = await read(connection, at);
    const last = batch.at(-1);
    if (last === undefined) return; // Quiet: the check of the next round sees a stream that has gone.
    await handle(batch.flatMap(parse), signal);
    if (signal.aborted) return;
    const ordinal = at.ordinal === undefined ? undefined : at.ordinal + batch.length;
    position = { cursor: last[0], ordinal };
    mustCheck = batch.length === BATCH_ENTRIES; // Behind, and may be overtaken by the trimming.
  }

  function parse([id, fields]: [id: string, fields: string[]]): readonly Entry<E>[] {
    const json = jsonOf(fields);
    const read = readEntry(stream.entry, json);
    switch (read.kind) {
      case 'newer':
        tell('newer', { stream: stream.key, id, version: read.version });
        return [];
      case 'malformed':
        tell('malformed', { stream: stream.key, id, reason: read.reason });
        return [];
      case 'entry':
        return isRepeat(identityOf(read.entry, json ?? '')) ? [] : [{ id, entry: read.entry }];
    }
  }

  async function handle(entries: readonly Entry<E>[], signal: AbortSignal): Promise<void> {
    if (entries.length === 0) return;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await onEntries(entries);
        return;
      } catch (error) {
        log.error('entries were not handled, trying again', { stream: stream.key, error });
        const wait = Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_HANDLER_PAUSE_MILLISECONDS);
        await pause(wait, signal);
      }
    }
  }

  const loop = createReadingLoop(store, round, (error, failures) => {
    mustCheck = true;
    // While the store is away its connection tells the log.
    if (failures === 5 && isHere(store))
      log.warn('a stream cannot be read', { stream: stream.key, error });
  });

  return {
    name,
    start: async () => loop.start(),
    stop: () => loop.stop(),
    notReady: () => (isHere(store) ? undefined : `the store is away: ${stream.key} is not read`),
    cursor: () => position?.cursor ?? START,
  };
}
