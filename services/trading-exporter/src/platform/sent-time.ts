import { toNanoseconds } from '../decode/nanoseconds.ts';

/** Milliseconds and microseconds since 1970: some clients of the platform count in them. */
const SHORTER_THAN_NANOSECONDS = /^(?:\d{13}|\d{16})$/;
/** Python prints a double of seconds with up to seven digits, and more when it was computed; a nanosecond is enough. */
const LONG_FRACTION = /^(\d{9,10}\.\d{9})\d+$/;
/** Longer than any form of a time. */
const MAX_LENGTH = 40;

/**
 * When a message was sent, in nanoseconds since 1970: epoch seconds with a fraction, whole
 * milliseconds, microseconds or nanoseconds, or ISO 8601. Nothing for anything else. Read from the
 * digits: a double would be off by hundreds of nanoseconds.
 */
export function sentNanoseconds(text: string): bigint | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (SHORTER_THAN_NANOSECONDS.test(text)) return toNanoseconds(text.padEnd(19, '0'));
  return toNanoseconds(text.replace(LONG_FRACTION, '$1'));
}
