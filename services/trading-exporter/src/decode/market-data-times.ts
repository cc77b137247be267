import type { Moment } from './moment.ts';
import { momentOfDigits, momentOfHalves, momentOfIso } from './moment.ts';
import { endOfValue } from './skip-message-pack.ts';

/** The venue's and the engine's stamp of one message of market data. */
export type MarketDataTimes = { readonly venueTime: Moment; readonly engineTime: Moment };

/** Deltas of a book carry times of their own, which must not be taken for those of the message. */
export type Shape = 'flat' | 'deltas';

const EVENT_KEY_JSON = Buffer.from('"ts_event":');
const INIT_KEY_JSON = Buffer.from('"ts_init":');
const FLAGS_KEY_JSON = Buffer.from('"flags":');
const SEQUENCE_KEY_JSON = Buffer.from('"sequence":');
const EVENT_KEY_PACKED = Buffer.from('\xa8ts_event', 'latin1');
const INIT_KEY_PACKED = Buffer.from('\xa7ts_init', 'latin1');

/**
 * The times of a message of market data without decoding it. Every producer writes them last, the
 * venue's and then the engine's, so they are read from the end backwards. Whatever does not end in
 * exactly that way gives nothing: it is decoded whole, which also says what is wrong with it.
 */
export function readMarketDataTimes(bytes: Buffer, shape: Shape): MarketDataTimes | undefined {
  const first = bytes[0] ?? 0;
  if (first === 0x7b) return readJson(bytes, shape);
  const isMap = (first > 0x80 && first <= 0x8f) || first === 0xde;
  return isMap ? readMessagePack(bytes, shape) : undefined;
}

/** A value found from behind: where it starts and what it says. */
type Found = { readonly moment: Moment; readonly start: number };

function readJson(bytes: Buffer, shape: Shape): MarketDataTimes | undefined {
  let end = bytes.length - 1;
  if (bytes[end] !== 0x7d) return undefined;
  // `}]}` also closes a list of deltas: a message that has only the times of its last delta.
  const endsInDeltas = shape === 'deltas' && bytes[end - 1] === 0x5d && bytes[end - 2] === 0x7d;
  if (endsInDeltas) end -= 2;
  const init = jsonMoment(bytes, end);
  if (init === undefined || !precedes(bytes, init.start, INIT_KEY_JSON)) return undefined;
  const comma = init.start - INIT_KEY_JSON.length - 1;
  if (bytes[comma] !== 0x2c) return undefined;
  const event = jsonMoment(bytes, comma);
  if (event === undefined || !precedes(bytes, event.start, EVENT_KEY_JSON)) return undefined;
  const rest = event.start - EVENT_KEY_JSON.length;
  if (shape === 'deltas' && !endsInDeltas && !followsListInJson(bytes, rest)) return undefined;
  return { venueTime: event.moment, engineTime: init.moment };
}

/** Nineteen digits, alone or in quotes, or an ISO moment in quotes, ending before `end`. */
function jsonMoment(bytes: Buffer, end: number): Found | undefined {
  const isQuoted = bytes[end - 1] === 0x22;
  const close = isQuoted ? end - 1 : end;
  if (isQuoted && bytes[close - 1] === 0x5a) return isoMoment(bytes, close, 0x22);
  const open = close - 19;
  if (bytes[open - 1] !== (isQuoted ? 0x22 : 0x3a)) return undefined; // Another digit, or a sign.
  const moment = momentOfDigits(bytes, close);
  return moment === undefined ? undefined : { moment, start: isQuoted ? open - 1 : open };
}

function isoMoment(bytes: Buffer, close: number, before: number): Found | undefined {
  for (const length of [20, 27, 30]) {
    const open = close - length;
    if (bytes[open - 1] !== before) continue;
    const moment = momentOfIso(bytes, open, close);
    return moment === undefined ? undefined : { moment, start: open - 1 };
  }
  return undefined;
}

/** `…],"flags":0,"sequence":7,` belongs to the message; within a delta an order would come before it. */
function followsListInJson(bytes: Buffer, end: number): boolean {
  const sequence = numberInJson(bytes, end, SEQUENCE_KEY_JSON);
  const flags = numberInJson(bytes, sequence, FLAGS_KEY_JSON);
  return bytes[flags - 1] === 0x2c && bytes[flags - 2] === 0x5d;
}

/** Where a key with a number starts that ends in a comma before `end`; 0 if there is none. */
function numberInJson(bytes: Buffer, end: number, key: Buffer): number {
  let at = end - 1;
  if (bytes[at] !== 0x2c) return 0;
  while (isDigit(bytes[at - 1])) at -= 1;
  return precedes(bytes, at, key) ? at - key.length : 0;
}

function readMessagePack(bytes: Buffer, shape: Shape): MarketDataTimes | undefined {
  const init = packedMoment(bytes, bytes.length, INIT_KEY_PACKED);
  if (init === undefined) return undefined;
  const event = packedMoment(bytes, init.start - INIT_KEY_PACKED.length, EVENT_KEY_PACKED);
  if (event === undefined) return undefined;
  // Cut off after a delta it looks the same: whole, its last times are the message's or of its last delta.
  if (shape === 'deltas' && endOfValue(bytes, 0) !== bytes.length) return undefined;
  return { venueTime: event.moment, engineTime: init.moment };
}

/** A 64-bit number, or a short text of digits or of an ISO moment, that follows its key and ends before `end`. */
function packedMoment(bytes: Buffer, end: number, key: Buffer): Found | undefined {
  const number = end - 9;
  const isWide = bytes[number] === 0xcf || bytes[number] === 0xd3; // With or without a sign.
  if (isWide && precedes(bytes, number, key)) {
    const moment = momentOfHalves(bytes.readUInt32BE(end - 8), bytes.readUInt32BE(end - 4));
    return moment === undefined ? undefined : { moment, start: number };
  }
  const digits = end - 20;
  if (bytes[digits] === 0xb3 && precedes(bytes, digits, key)) {
    const moment = momentOfDigits(bytes, end);
    return moment === undefined ? undefined : { moment, start: digits };
  }
  if (bytes[end - 1] !== 0x5a) return undefined;
  for (const length of [20, 27, 30]) {
    const found = isoMoment(bytes, end, 0xa0 | length);
    if (found?.start === end - length - 1 && precedes(bytes, found.start, key)) return found;
  }
  return undefined;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Whether the key ends just before `end`. */
function precedes(bytes: Buffer, end: number, key: Buffer): boolean {
  const start = end - key.length;
  for (let at = 0; at < key.length; at++) if (bytes[start + at] !== key[at]) return false;
  return true;
}
