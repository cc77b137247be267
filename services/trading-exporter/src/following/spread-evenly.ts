/** As fine as the finest peak that is told. */
const SLICE_MILLISECONDS = 10;

/**
 * Entries that came some time between two moments, as if they had come evenly: a burst among them is
 * not seen, but none is made up.
 */
export function spreadEvenly(options: {
  readonly entries: number;
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
}): readonly { readonly entries: number; readonly atMilliseconds: number }[] {
  const { entries, fromMilliseconds, toMilliseconds } = options;
  if (entries <= 0) return [];
  const span = Math.max(0, toMilliseconds - fromMilliseconds);
  const slices = Math.max(1, Math.min(entries, Math.floor(span / SLICE_MILLISECONDS)));
  return Array.from({ length: slices }, (_, index) => ({
    entries: Math.floor((entries * (index + 1)) / slices) - Math.floor((entries * index) / slices),
    atMilliseconds: Math.floor(fromMilliseconds + (span * (index + 0.5)) / slices),
  }));
}
