import type { Arrow } from './layers.ts';
import { CALLED, CALLERS } from './talk-map.ts';

/** More columns than this leave no room for names on a laptop. */
export const MOST_COLUMNS = 6;
/** A column longer than this is split while there is room beside it. */
const LONG_COLUMN = 9;

/** The layers as columns of the drawing, each in the order of its names. */
export function columnsOf(
  layers: ReadonlyMap<string, number>,
  arrows: readonly Arrow[],
): readonly (readonly string[])[] {
  const depth = Math.max(-1, ...layers.values()) + 1;
  let columns: readonly (readonly string[])[] = Array.from({ length: depth }, (_, layer) =>
    [...layers.keys()].filter((name) => layers.get(name) === layer).toSorted(),
  ).filter((column) => column.length > 0);
  while (columns.length > MOST_COLUMNS) columns = withOneLess(columns, arrows);
  while (columns.length < MOST_COLUMNS) {
    const longest = columns.toSorted((one, other) => other.length - one.length)[0];
    if (longest === undefined || longest.length <= LONG_COLUMN) break;
    columns = columns.flatMap((column) => (column === longest ? halves(column) : [column]));
  }
  return columns;
}

/** Joins the two neighbours between which the fewest arrows run; the ends outside stay alone. */
function withOneLess(
  columns: readonly (readonly string[])[],
  arrows: readonly Arrow[],
): readonly (readonly string[])[] {
  const between = (left: readonly string[], right: readonly string[]) =>
    arrows.filter(({ from, to }) => left.includes(from) && right.includes(to)).length;
  const pairs = columns.slice(0, -1).flatMap((left, at) => {
    const right = columns[at + 1] ?? [];
    const together = [...left, ...right];
    if (together.includes(CALLERS) || together.includes(CALLED)) return [];
    return [{ at, together, arrows: between(left, right) }];
  });
  const best = pairs.toSorted(
    (one, other) => one.arrows - other.arrows || one.together.length - other.together.length,
  )[0];
  if (best === undefined) return columns.slice(0, MOST_COLUMNS);
  return columns.flatMap((column, at) => {
    if (at === best.at) return [best.together.toSorted()];
    return at === best.at + 1 ? [] : [column];
  });
}

/** Nothing runs between two of one layer, so that any half may stand to the left. */
function halves(column: readonly string[]): readonly (readonly string[])[] {
  const middle = Math.ceil(column.length / 2);
  return [column.slice(0, middle), column.slice(middle)];
}
