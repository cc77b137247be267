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
  return withRoomUsed(columns);
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

/** Splits the longest as often as there is room; nothing runs between two of one layer. */
function withRoomUsed(columns: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const split = columns.map((names) => ({ names, parts: 1 }));
  const lengthOf = ({ names, parts }: { names: readonly string[]; parts: number }) =>
    Math.ceil(names.length / parts);
  for (let room = MOST_COLUMNS - columns.length; room > 0; room -= 1) {
    const longest = split.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0];
    if (longest === undefined || lengthOf(longest) <= LONG_COLUMN) break;
    longest.parts += 1;
  }
  return split.flatMap((column) => {
    const length = lengthOf(column);
    return Array.from({ length: column.parts }, (_, part) =>
      column.names.slice(part * length, (part + 1) * length),
    );
  });
}
