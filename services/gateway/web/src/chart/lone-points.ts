/** Where a value has none beside it: no line goes there, so it needs a dot to be seen. */
export function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  const known = Array.from(values, (value) => typeof value === 'number');
  return known.flatMap((isKnown, index) =>
    isKnown && known[index - 1] !== true && known[index + 1] !== true ? [index] : [],
  );
}
