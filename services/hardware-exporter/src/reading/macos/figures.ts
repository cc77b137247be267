/**
 * A count as the tools print it; `undefined` for anything that is none. A counter that fell below zero
 * comes as 2^64 less something, which no number holds.
 */
export function countOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** Whole per cent as a ratio; `undefined` outside 0–100. */
export function ratioOfPercent(text: string | undefined): number | undefined {
  const percent = countOf(text);
  return percent === undefined || percent > 100 ? undefined : percent / 100;
}

const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  '': 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** `6144.00` and `M`. The tools count in powers of two, and some languages write a comma. */
export function bytesOf(amount: string | undefined, unit: string | undefined): number | undefined {
  const factor = BYTES_PER_UNIT[unit ?? ''];
  if (amount === undefined || factor === undefined) return undefined;
  if (!/^\d{1,16}(?:[.,]\d{1,6})?$/.test(amount)) return undefined;
  const bytes = Math.round(Number(amount.replace(',', '.')) * factor);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
