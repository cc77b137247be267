/** A moment since 1970, exact without a BigInt: both parts are whole numbers far below 2^53. */
export type Moment = { readonly seconds: number; readonly nanoseconds: number };

const FIRST_SECONDS = 1_000_000_000; // 2001: nineteen digits of nanoseconds begin there.
const LAST_SECONDS = 4_102_444_800; // 2100
const BILLION = 1_000_000_000;
const TWO_TO_32 = 4_294_967_296;

/** From earlier to later; exact up to 104 days, and far out of any range beyond. */
export function nanosecondsBetween(earlier: Moment, later: Moment): number {
  return (later.seconds - earlier.seconds) * BILLION + (later.nanoseconds - earlier.nanoseconds);
}

export function millisecondsOfMoment({ seconds, nanoseconds }: Moment): number {
  return seconds * 1000 + nanoseconds / 1e6;
}

export function momentOf(nanoseconds: bigint): Moment {
  const billion = BigInt(BILLION);
  return { seconds: Number(nanoseconds / billion), nanoseconds: Number(nanoseconds % billion) };
}

/** Nothing for a time that no live engine can write; the whole decode says what is wrong with it. */
function believable(seconds: number, nanoseconds: number): Moment | undefined {
  const isInRange = seconds >= FIRST_SECONDS && seconds < LAST_SECONDS;
  return isInRange ? { seconds, nanoseconds } : undefined;
}

/** Nanoseconds that were read as the two halves of 64 bits. */
export function momentOfHalves(high: number, low: number): Moment | undefined {
  // The division is off by one second at most: the lower 32 bits alone then tell the exact rest.
  let seconds = Math.floor((high * TWO_TO_32 + low) / BILLION);
  let nanoseconds = (low - Math.imul(seconds, BILLION)) | 0;
  if (nanoseconds < 0) {
    seconds -= 1;
    nanoseconds += BILLION;
  } else if (nanoseconds >= BILLION) {
    seconds += 1;
    nanoseconds -= BILLION;
  }
  return believable(seconds, nanoseconds);
}

/** Nineteen digits that end before `end`; nothing if one of them is none. */
export function momentOfDigits(bytes: Uint8Array, end: number): Moment | undefined {
  const seconds = wholeNumber(bytes, end - 19, end - 9);
  const nanoseconds = wholeNumber(bytes, end - 9, end);
  return seconds < 0 || nanoseconds < 0 ? undefined : believable(seconds, nanoseconds);
}

/** ISO 8601 in UTC with none, six or nine digits of a second, ending before `end` in its Z. */
export function momentOfIso(bytes: Buffer, start: number, end: number): Moment | undefined {
  const wholeSeconds = start + 19;
  const milliseconds = Date.parse(`${bytes.toString('latin1', start, wholeSeconds)}Z`);
  if (Number.isNaN(milliseconds) || milliseconds % 1000 !== 0) return undefined;
  if (end - start === 20) return believable(milliseconds / 1000, 0);
  const digits = end - start - 21;
  if (bytes[wholeSeconds] !== 0x2e || (digits !== 6 && digits !== 9)) return undefined;
  const fraction = wholeNumber(bytes, wholeSeconds + 1, end - 1);
  if (fraction < 0) return undefined;
  return believable(milliseconds / 1000, digits === 6 ? fraction * 1000 : fraction);
}

/** Decimal digits from `start` to before `end`, at most ten; -1 if one of them is none. */
function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}
