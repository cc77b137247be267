/** The size of the drawing; the page stretches it to the width there is. */
export const SPARK = { width: 180, height: 28 } as const;

/** SVG paths of a small trend line. A gap ends one stretch and begins the next. */
export function sparkPaths(
  column: readonly (number | undefined)[],
  full: number | undefined,
): { readonly line: string; readonly area: string } {
  const known = column.filter((value) => value !== undefined);
  const top = full ?? Math.max(...known, 0) * 1.15;
  const place = (index: number) => round((index / Math.max(1, column.length - 1)) * SPARK.width);
  const height = (value: number) =>
    round(SPARK.height - 1 - (top > 0 ? Math.min(1, value / top) : 0) * (SPARK.height - 2));
  let line = '';
  let area = '';
  for (const { start, values } of stretches(column)) {
    const points = values.map((value, offset) => `${place(start + offset)} ${height(value)}`);
    // A single reading between gaps would have no length: it is drawn as a short dash.
    if (points.length === 1) points.push(`${round(place(start) + 1)} ${height(values[0] ?? 0)}`);
    const end = place(start + values.length - 1);
    line += `M${points.join('L')}`;
    area += `M${place(start)} ${SPARK.height}L${points.join('L')}L${end} ${SPARK.height}Z`;
  }
  return { line, area };
}

function stretches(column: readonly (number | undefined)[]) {
  const found: { start: number; values: number[] }[] = [];
  let open: { start: number; values: number[] } | undefined;
  for (const [index, value] of column.entries()) {
    if (value === undefined) {
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = { start: index, values: [] };
      found.push(open);
    }
    open.values.push(value);
  }
  return found;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
