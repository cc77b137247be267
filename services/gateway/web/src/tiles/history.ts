import type { Tile } from './tile.ts';

/** The charts of a tile's dialog: its own first, the other parts of the machine to compare. */
export function tileCharts(tileId: string, tiles: readonly Tile[]) {
  const first = tiles.filter(({ id }) => id === tileId);
  const others = tiles.filter(({ id, reading }) => id !== tileId && reading.kind === 'known');
  return [...first, ...others].map(({ title, unit, series, full }) => ({
    title,
    unit,
    ...(full === undefined ? {} : { full }),
    series,
  }));
}
