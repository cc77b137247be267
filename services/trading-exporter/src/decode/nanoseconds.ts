const FIRST = 946_684_800_000_000_000n; // 2000-01-01
const LAST = 4_102_444_800_000_000_000n; // 2100-01-01
const ISO = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/;
const EPOCH_SECONDS = /^(\d{9,10})(?:\.(\d{1,9}))?$/;

/**
 * A moment in nanoseconds since 1970, from any form that producers use: integer nanoseconds, the
 * same as digits, ISO 8601 with up to nine fraction digits, epoch seconds. Nothing for anything else.
 */
export function toNanoseconds(value: unknown): bigint | undefined {
  const moment = read(value);
  return moment !== undefined && moment >= FIRST && moment < LAST ? moment : undefined;
}

function read(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return fromEpochSeconds(value);
  if (typeof value !== 'string') return undefined;
  if (/^\d{18,19}$/.test(value)) return BigInt(value);
  const iso = ISO.exec(value);
  if (iso !== null) return fromIso(iso);
  const seconds = EPOCH_SECONDS.exec(value);
  return seconds === null ? undefined : BigInt(`${seconds[1]}${fraction(seconds[2])}`);
}

/** A double of this size is good to a quarter of a microsecond; larger ones have lost too much to be nanoseconds. */
function fromEpochSeconds(value: number): bigint | undefined {
  return value > 0 && value < 1e10 ? BigInt(Math.round(value * 1e6)) * 1000n : undefined;
}

function fromIso([, wholeSeconds, digits, zone]: RegExpExecArray): bigint | undefined {
  const milliseconds = Date.parse(`${wholeSeconds}${zone}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction(digits));
}

function fraction(digits = ''): string {
  return digits.padEnd(9, '0');
}
