import { Unpackr } from 'msgpackr';

export type Payload =
  | { readonly kind: 'map'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unreadable'; readonly reason: 'parse' | 'encoding' | 'too_large' };

/** Larger than any order event or book snapshot; parsing more would hold up everything else. */
export const MAX_PAYLOAD_BYTES = 1 << 20;
/** Nanoseconds need 61 bits: as digits in quotes they survive JSON.parse, which would round them to 256. */
const LONG_TIMES = /("(?:ts_\w+|t[01]_ns)"\s*:\s*)(\d{16,})/g;

const unpackr = new Unpackr({ useRecords: false, int64AsType: 'bigint' });

/** A message body by its first byte: producers are known to label MessagePack as JSON. */
export function readPayload(bytes: Buffer): Payload {
  if (bytes.length > MAX_PAYLOAD_BYTES) return { kind: 'unreadable', reason: 'too_large' };
  const first = bytes[0] ?? 0;
  const isJson = first === 0x7b || first === 0x20 || first === 0x0a;
  const isMessagePackMap = (first >= 0x80 && first <= 0x8f) || first === 0xde || first === 0xdf;
  if (!isJson && !isMessagePackMap) return { kind: 'unreadable', reason: 'encoding' };
  try {
    const value: unknown = isJson ? parseJson(bytes.toString('utf8')) : unpackr.unpack(bytes);
    return isMap(value) ? { kind: 'map', value } : { kind: 'unreadable', reason: 'parse' };
  } catch {
    return { kind: 'unreadable', reason: 'parse' }; // Cut off or garbled: counted, not worth an error.
  }
}

/** JSON whose long times stay exact, as text. Throws what JSON.parse throws. */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(LONG_TIMES, '$1"$2"'));
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
