import type { AlertEvent } from '@m4max/contracts';
import { alertEvents } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import type { AlertRecord, OutboxEntry } from '../alerts/record.ts';
import { pastId } from '../alerts/record.ts';
import { COMMIT } from './commit.lua.ts';
import {
  ALERT_EVENTS_KEY,
  ALERTS_KEY,
  EVALUATOR_KEY,
  OUTBOX_KEY,
  PAST_ALERTS_KEY,
  PAST_ORDER_KEY,
} from './keys.ts';

/** Some 2 kB each: a storm cannot fill the store with events. */
const MOST_EVENTS = 20_000;
const PAST_SECONDS = 30 * 24 * 3600;
/** Some 2 kB each; the oldest make room. */
const MOST_PAST = 10_000;

/** One record before and after; the version of `after` is set when it is written. */
export type RecordChange = {
  readonly fingerprint: string;
  readonly before: AlertRecord | undefined;
  /** Absent: the record is forgotten, its past stays. */
  readonly after?: AlertRecord;
  readonly outbox: readonly OutboxEntry[];
  readonly events: readonly AlertEvent[];
};

export type CommitOutcome = 'committed' | 'conflict' | 'fenced';

/** The evaluator's proof that it leads, and what it knows after the change; no state leaves it as it was. */
export type Fence = { readonly number: number; readonly state?: string };

/** Writes all changes with their notices, events and past, or none of them. */
export async function commit(
  store: Store,
  { fence, changes }: { readonly fence?: Fence; readonly changes: readonly RecordChange[] },
): Promise<CommitOutcome> {
  const keys = [
    ALERTS_KEY,
    OUTBOX_KEY,
    ALERT_EVENTS_KEY,
    PAST_ALERTS_KEY,
    PAST_ORDER_KEY,
    EVALUATOR_KEY,
  ];
  const reply = await store.eval(
    COMMIT,
    keys.length,
    ...keys,
    fence === undefined ? '' : String(fence.number),
    fence?.state ?? '',
    alertEvents.keepSeconds,
    MOST_EVENTS,
    PAST_SECONDS,
    MOST_PAST,
    changes.length,
    ...changes.flatMap(asArguments),
  );
  if (reply === 'committed' || reply === 'conflict' || reply === 'fenced') return reply;
  throw new Error(`the commit script replied ${String(reply)}`);
}

function asArguments({
  fingerprint,
  before,
  after,
  outbox,
  events,
}: RecordChange): readonly (string | number)[] {
  const ended = after?.alert.state === 'resolved' ? after.alert : undefined;
  return [
    fingerprint,
    before?.version ?? 0,
    after === undefined ? '' : serialized(after, (before?.version ?? 0) + 1),
    ended === undefined ? '' : pastId(ended),
    ended === undefined ? '' : JSON.stringify({ ...ended, id: pastId(ended) }),
    ended === undefined ? 0 : Date.parse(ended.ended_at ?? ended.updated_at),
    outbox.length,
    ...outbox.flatMap(({ episode, about }) => [episode, about]),
    events.length,
    ...events.map((event) => JSON.stringify(event)),
  ];
}

/** The script reads the version off the front of the text rather than parsing all of it. */
function serialized({ alert, notified }: AlertRecord, version: number): string {
  return JSON.stringify({ version, alert, notified } satisfies AlertRecord);
}
