import { columnsOf, MOST_COLUMNS } from './columns.ts';
import type { Arrow } from './layers.ts';
import { layersOf } from './layers.ts';
import { rowsInOrder } from './rows-in-order.ts';

/** A square of the map's grid; rows are whole or half, from the top. */
type Place = { readonly column: number; readonly row: number };
export type Places = ReadonlyMap<string, Place>;

/**
 * Where everything stands. What has a place keeps it, whoever comes or goes, and newcomers take a
 * free one near those they talk to; when most of it is new or most has gone, all of it is arranged
 * anew.
 */
export function placesOf(
  names: readonly string[],
  arrows: readonly Arrow[],
  previous: Places | undefined,
): Places {
  const kept = [...(previous ?? [])].filter(([name]) => names.includes(name));
  const places = new Map(kept);
  if (kept.length * 2 < names.length || hasMostlyGaps(places)) return arranged(names, arrows);
  for (const name of names.toSorted()) {
    if (!places.has(name)) places.set(name, freePlace(name, arrows, places));
  }
  return places;
}

/** A few rows more than needed are left as they are. */
const SPARE_ROWS = 4;

/** Whether so many have gone that the fullest column would fit twice into the height there is. */
function hasMostlyGaps(places: Places): boolean {
  if (places.size === 0) return true;
  const all = [...places.values()];
  const columns = all.map(({ column }) => column);
  const fullest = Math.max(
    ...columns.map((column) => columns.filter((other) => other === column).length),
  );
  const height = Math.max(...all.map(({ row }) => row)) + 1;
  return height > 2 * fullest + SPARE_ROWS;
}

function arranged(names: readonly string[], arrows: readonly Arrow[]): Places {
  const drawn = arrows.filter(({ from, to }) => names.includes(from) && names.includes(to));
  const columns = rowsInOrder(columnsOf(layersOf(names, drawn), drawn), drawn);
  const tallest = Math.max(0, ...columns.map(({ length }) => length));
  return new Map(
    columns.flatMap((column, at) =>
      column.map((name, index): [string, Place] => [
        name,
        { column: at, row: (tallest - column.length) / 2 + index },
      ]),
    ),
  );
}

function freePlace(name: string, arrows: readonly Arrow[], places: Places): Place {
  const placesOfOthers = (others: readonly string[]) =>
    others.flatMap((other) => places.get(other) ?? []);
  const callers = placesOfOthers(arrows.filter(({ to }) => to === name).map(({ from }) => from));
  const called = placesOfOthers(arrows.filter(({ from }) => from === name).map(({ to }) => to));
  const after = callers.length > 0 ? Math.max(...callers.map((place) => place.column)) + 1 : 0;
  const before = called.length > 0 ? Math.min(...called.map((place) => place.column)) - 1 : after;
  const wanted = callers.length > 0 ? after : before;
  const column = Math.min(MOST_COLUMNS - 1, Math.max(0, wanted));
  const near = [...callers, ...called].map(({ row }) => row);
  const goal = near.length === 0 ? 0 : near.reduce((sum, row) => sum + row, 0) / near.length;
  return {
    column,
    row: freeRow(
      goal,
      [...places.values()].filter((place) => place.column === column),
    ),
  };
}

/** The free row nearest to a goal, whole or half as the column has them. */
function freeRow(goal: number, taken: readonly Place[]): number {
  const half = (taken[0]?.row ?? 0) % 1;
  const rows = Array.from({ length: Math.ceil(goal) + taken.length + 2 }, (_, row) => row + half);
  const free = rows.filter((row) => !taken.some((place) => place.row === row));
  return free.toSorted((one, other) => Math.abs(one - goal) - Math.abs(other - goal))[0] ?? 0;
}
