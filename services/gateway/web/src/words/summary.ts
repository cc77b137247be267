/** A line of a chart in words: where it is, how it was, and where it peaked. */
export function summaryOf(
  values: readonly (number | null | undefined)[],
  inWords: (value: number) => string,
): string {
  const known = values.filter((value) => value !== null && value !== undefined);
  const last = known.at(-1);
  if (last === undefined) return 'no readings';
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return `now ${inWords(last)}, mean ${inWords(mean)}, highest ${inWords(Math.max(...known))}`;
}
