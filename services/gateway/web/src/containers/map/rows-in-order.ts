import type { Arrow } from './layers.ts';

/** Sweeps there and back; the shortest lines are found within a few. */
const SWEEPS = 8;

type Columns = readonly (readonly string[])[];

/**
 * The columns with their names in an order in which few arrows cross: each name stands as high as
 * its neighbours do on the mean (barycentre), and of all sweeps the one with the shortest arrows wins.
 */
export function rowsInOrder(columns: Columns, arrows: readonly Arrow[]): Columns {
  const columnOf = new Map(columns.flatMap((names, at) => names.map((name) => [name, at])));
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of arrows) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  let current = columns;
  let best = { columns, length: lengthOf(columns, arrows) };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const onwards = sweep % 2 === 0;
    for (const at of onwards ? columns.keys() : [...columns.keys()].toReversed()) {
      const heights = heightsOf(current);
      const heightOf = (name: string) => heights.get(name) ?? 0;
      const wish = (name: string) => {
        const others = (neighbours.get(name) ?? []).filter((other) => {
          const column = columnOf.get(other) ?? at;
          return onwards ? column < at : column > at;
        });
        if (others.length === 0) return heightOf(name);
        return others.reduce((sum, other) => sum + heightOf(other), 0) / others.length;
      };
      const wishes = new Map((current[at] ?? []).map((name) => [name, wish(name)]));
      const wishOf = (name: string) => wishes.get(name) ?? 0;
      current = current.map((names, column) =>
        column === at
          ? names.toSorted((one, other) => wishOf(one) - wishOf(other) || (one < other ? -1 : 1))
          : names,
      );
    }
    const length = lengthOf(current, arrows);
    if (length < best.length) best = { columns: current, length };
  }
  return best.columns;
}

/** Heights from the middle, as every column is drawn around it. */
function heightsOf(columns: Columns): ReadonlyMap<string, number> {
  return new Map(
    columns.flatMap((names) =>
      names.map((name, index): [string, number] => [name, index - (names.length - 1) / 2]),
    ),
  );
}

function lengthOf(columns: Columns, arrows: readonly Arrow[]): number {
  const heights = heightsOf(columns);
  return arrows.reduce(
    (sum, { from, to }) => sum + Math.abs((heights.get(from) ?? 0) - (heights.get(to) ?? 0)),
    0,
  );
}
