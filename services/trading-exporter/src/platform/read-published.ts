import { isMap } from '../decode/payload.ts';
import type { PlatformMessage } from './platform-message.ts';
import { engineOf, messageTypeOf } from './platform-names.ts';
import { hintsOf } from './read-hints.ts';
import { readSent } from './read-platform-message.ts';

/** Parsing this much takes two milliseconds; larger ones are counted by their channel. */
const MAX_PARSED_BYTES = 256 * 1024;
/** As digits in quotes nanoseconds survive JSON.parse, which would round them to 256. */
const LONG_TIME = /("timestamp_ns"\s*:\s*)(\d{16,})/g;

/** What a message says that was published on a channel, `nautilus-<bus>-<type>`. */
export function readPublished(channel: string, message: Buffer): PlatformMessage {
  if (message.length > MAX_PARSED_BYTES) return unread(channel, 'too_large', message.length);
  const body = parse(message);
  if (body === undefined)
    return {
      kind: 'rejected',
      reason: 'parse',
      detail: `${channel}: not a JSON object`,
      payloadBytes: message.length,
    };
  const sent = readSent(digits(body.timestamp_ns));
  return {
    kind: 'message',
    dialect: 'triple',
    engine: engineOf(word(body.engine_type)),
    messageType: messageTypeOf(word(body.type) ?? typeOfChannel(channel), undefined),
    topic: undefined,
    sentNanoseconds: sent.nanoseconds,
    messageId: undefined,
    correlationId: undefined,
    hints: hintsOf(body.data),
    faults: sent.faults,
    payloadBytes: message.length,
  };
}

/** What its channel says of a message that nobody looked into. */
export function unread(
  channel: string,
  fault: 'overload' | 'too_large',
  payloadBytes: number,
): PlatformMessage {
  return {
    kind: 'message',
    dialect: 'triple',
    engine: 'unknown',
    messageType: messageTypeOf(typeOfChannel(channel), undefined),
    topic: undefined,
    sentNanoseconds: undefined,
    messageId: undefined,
    correlationId: undefined,
    hints: {},
    faults: [fault],
    payloadBytes,
  };
}

function parse(message: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(message.toString('utf8').replace(LONG_TIME, '$1"$2"'));
    return isMap(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Types are written with underscores, so the last dash ends the name of the bus. */
function typeOfChannel(channel: string): string {
  return channel.slice(channel.lastIndexOf('-') + 1);
}

function digits(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'unreadable';
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
