import type {
  PayloadHints,
  PlatformDialect,
  PlatformFault,
  PlatformMessage,
} from './platform-message.ts';
import { engineOf, messageTypeOf } from './platform-names.ts';
import { nanosecondsOf, readHints } from './read-hints.ts';
import { sentNanoseconds } from './sent-time.ts';

const names = [
  'message_type',
  'type',
  'source_engine',
  'timestamp',
  'message_id',
  'correlation_id',
  'topic',
  'payload',
  'processing_time_ms',
] as const;
type Name = (typeof names)[number];
type Fields = Partial<Record<Name, Buffer>>;

const isName: ReadonlySet<string> = new Set(names);
/** No client writes more; the rest is not looked at. */
const MAX_FIELDS = 64;
const MAX_NAME = 32;
/** An id is a UUID, a topic some words; what is longer is something else. */
const MAX_TEXT = 256;
/** More than any form of a time, so that what is cut off here is none. */
const MAX_TIME = 64;

/** What one entry of a stream of the platform says, whichever of its clients wrote it. */
export function readPlatformMessage(fields: readonly Buffer[]): PlatformMessage {
  const found = byName(fields);
  const payloadBytes = found.payload?.length ?? 0;
  const topic = text(found.topic);
  const type = text(found.message_type) ?? text(found.type);
  if (type === undefined && topic === undefined)
    return {
      kind: 'rejected',
      reason: 'missing_field',
      detail: 'neither message_type, type nor topic says what it is',
      payloadBytes,
    };
  const engine = text(found.source_engine);
  const messageId = text(found.message_id);
  const sent = readSent(found.timestamp?.toString('latin1', 0, MAX_TIME));
  const { hints, faults } = readPayload(found);
  return {
    kind: 'message',
    dialect: dialectOf(found),
    engine: engineOf(engine),
    messageType: messageTypeOf(type, topic),
    topic,
    sentNanoseconds: sent.nanoseconds,
    messageId,
    correlationId: text(found.correlation_id),
    hints,
    faults: [...sent.faults, ...faults],
    payloadBytes,
  };
}

/** When it was sent; a message that does not say counts, but is not timed. */
export function readSent(stamp: string | undefined): {
  readonly nanoseconds: bigint | undefined;
  readonly faults: readonly PlatformFault[];
} {
  if (stamp === undefined || stamp === '')
    return { nanoseconds: undefined, faults: ['missing_field'] };
  const nanoseconds = sentNanoseconds(stamp);
  return { nanoseconds, faults: nanoseconds === undefined ? ['bad_timestamp'] : [] };
}

/** Fields are looked up by name: their order and number differ between the clients. The first of a name counts. */
function byName(fields: readonly Buffer[]): Fields {
  const found: Fields = {};
  for (let at = 0; at + 1 < fields.length && at < 2 * MAX_FIELDS; at += 2) {
    const field = fields[at];
    const value = fields[at + 1];
    if (field === undefined || value === undefined || field.length > MAX_NAME) continue;
    const name = field.toString('latin1');
    if (isName.has(name)) found[name as Name] ??= value;
  }
  return found;
}

function dialectOf({ source_engine, message_id, message_type, topic }: Fields): PlatformDialect {
  if (source_engine !== undefined) return message_id === undefined ? 'dual' : 'universal';
  if (topic === undefined) return 'dual';
  return message_type === undefined && message_id === undefined ? 'dashboard' : 'enhanced';
}

/** One client says beside the payload how long it took; what it says there goes first. */
function readPayload({ payload, processing_time_ms }: Fields): {
  readonly hints: PayloadHints;
  readonly faults: readonly PlatformFault[];
} {
  const beside = nanosecondsOf(text(processing_time_ms));
  const own = beside === undefined ? {} : { processingNanoseconds: beside };
  if (payload === undefined) return { hints: own, faults: [] };
  const outcome = readHints(payload);
  return outcome.kind === 'unread'
    ? { hints: own, faults: [outcome.reason] }
    : { hints: { ...outcome.hints, ...own }, faults: [] };
}

/** Clients write '' for what they do not know. */
function text(value: Buffer | undefined): string | undefined {
  if (value === undefined || value.length === 0 || value.length > MAX_TEXT) return undefined;
  return value.toString('utf8');
}
