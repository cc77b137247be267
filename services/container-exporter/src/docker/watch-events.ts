import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from '@m4max/service-kit';
import type { EngineEvent } from '../replies/engine-event.ts';
import { parseEvent } from '../replies/engine-event.ts';
import type { EngineClient } from './engine-client.ts';

const LONGEST_WAIT_SECONDS = 30;
/** A Docker Engine keeps its last 256 events and cannot repeat more; Podman may keep all. */
const MAX_KEPT = 256;
const REMEMBERED = 2 * MAX_KEPT;
/** Those are read at once. */
const PAST_SECONDS = 5;
/** How far back an engine is asked for what lies before the events that count. */
const CONTEXT_NANOSECONDS = 3_600_000_000_000n;

/** What is known of an event that was told before, here or by the process before this one. */
export type LastEvent = Pick<EngineEvent, 'id' | 'nanoseconds'>;

/** When an event happened, seen from the stream. */
export type Told = {
  /** Before anybody watched, or told by an earlier process: it explains others, and does not count. */
  readonly isPast: boolean;
  /** While the engine was away, or as it came back: what it started then, it started by itself. */
  readonly isEngineBack: boolean;
};

/**
 * Hands on an engine's events in their order, each once, until the signal. A stream that ends has
 * broken: it is opened again at once, then after 1 s, 2 s … 30 s. What happened meanwhile is read
 * first, as far as the engine keeps it; only then is the stream said to be open.
 */
export async function watchEvents(options: {
  /** Its facts are those of the engine that is watched, or an error. */
  readonly client: Pick<EngineClient, 'events' | 'facts'>;
  /** The last event that does not count; undefined is all until now. */
  readonly last: LastEvent | undefined;
  readonly onOpen: () => void;
  readonly onEvent: (event: EngineEvent, told: Told) => Promise<void>;
  /** Told once per break; the tries that follow are silent. */
  readonly onBroken: (error: unknown) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { client, onOpen, onEvent, onBroken, signal } = options;
  const told = new Set<string>();
  let { last } = options;
  let countsAfter = last && BigInt(last.nanoseconds);
  let wasOpen = false;
  let isOpen = false;
  let failedTries = last === undefined ? 0 : 1; // Nobody knows what the engine did before.

  const isBefore = ({ nanoseconds }: EngineEvent) =>
    !wasOpen && BigInt(nanoseconds) <= (countsAfter ?? 0n);
  const tell = async (event: EngineEvent, isEngineBack: boolean) => {
    if (isRepeat(told, event)) return;
    last = event;
    const isPast = isBefore(event) || event.id === options.last?.id;
    await onEvent(event, { isPast, isEngineBack });
  };
  const follow = async () => {
    const { clock } = await client.facts(signal);
    const now = BigInt((clock ?? new Date()).getTime()) * 1_000_000n;
    countsAfter ??= now;
    const newest = last === undefined ? now : BigInt(last.nanoseconds);
    // Where its clock was set back, only what was told says what is new.
    const earlier = newest < now ? newest : now;
    const since = wasOpen && newest <= now ? newest : earlier - CONTEXT_NANOSECONDS;
    const past = clock === undefined ? nothing : await kept(client, { since, until: now }, signal);
    // An engine that lives on still keeps the last event told, unless too many others came after it.
    const isKnown = (event: EngineEvent) => event.id === last?.id || isBefore(event);
    const isForgotten = past.isWhole && !past.events.some(isKnown);
    const isEngineBack = failedTries > 0 && isForgotten;
    for (const event of past.events) await tell(event, isEngineBack);
    const goOn = last === undefined ? now : BigInt(last.nanoseconds);
    const stream = await client.events({ since: secondsText(goOn) }, signal);
    failedTries = 0;
    wasOpen = true;
    isOpen = true;
    onOpen();
    for await (const line of linesOf(stream)) {
      const event = parseEvent(line);
      if (event !== undefined) await tell(event, false);
    }
    throw new Error('the engine closed its stream of events');
  };

  let attempt = 0;
  let isBroken = false;
  while (!signal.aborted) {
    const startedAt = performance.now();
    const before = last;
    const error: unknown = await follow().catch((reason: unknown) => reason);
    if (signal.aborted) return;
    if (!isOpen) failedTries += 1;
    if (isOpen || !isBroken) onBroken(error);
    isBroken = true;
    isOpen = false;
    const wasOfUse = last !== before || performance.now() - startedAt > LONGEST_WAIT_SECONDS * 1000;
    attempt = wasOfUse ? 0 : attempt + 1;
    const waitSeconds = attempt === 0 ? 0 : Math.min(2 ** (attempt - 1), LONGEST_WAIT_SECONDS);
    await sleep(waitSeconds * 1000, undefined, { signal }).catch(() => undefined);
  }
}

type Past = {
  readonly events: readonly EngineEvent[];
  /** The engine has room for more: it has dropped none. */
  readonly isWhole: boolean;
};

const nothing: Past = { events: [], isWhole: false };

/** What the engine still keeps of a past time; it ends by itself. */
async function kept(
  client: Pick<EngineClient, 'events'>,
  { since, until }: { readonly since: bigint; readonly until: bigint },
  signal: AbortSignal,
): Promise<Past> {
  const limited = withDeadline(PAST_SECONDS, signal);
  const period = { since: secondsText(since), until: secondsText(until) };
  const events: EngineEvent[] = [];
  let count = 0;
  for await (const line of linesOf(await client.events(period, limited))) {
    count += 1;
    const event = parseEvent(line);
    if (event !== undefined && !event.action.startsWith('exec_')) events.push(event);
    if (events.length > MAX_KEPT) events.shift();
  }
  return { events, isWhole: count < MAX_KEPT };
}

/** An event carries all labels of its container, which may be some tens of kilobytes. */
const MAX_LINE_LENGTH = 1_000_000;

async function* linesOf(stream: NodeJS.ReadableStream): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_LENGTH) throw new Error('the engine sends an event without an end');
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** As the engine wants it: seconds, a point, nine digits. */
function secondsText(nanoseconds: bigint): string {
  const digits = (nanoseconds < 0n ? 0n : nanoseconds).toString().padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

function isRepeat(told: Set<string>, { id }: EngineEvent): boolean {
  if (told.has(id)) return true;
  told.add(id);
  const oldest = told.values().next().value;
  if (told.size > REMEMBERED && oldest !== undefined) told.delete(oldest);
  return false;
}
