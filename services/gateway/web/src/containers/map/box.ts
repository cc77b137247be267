/** Height of a box of the map and the step from one row to the next, in pixels. */
export type BoxSize = {
  readonly height: number;
  readonly pitch: number;
  readonly compact: boolean;
};

const roomy: BoxSize = { height: 44, pitch: 56, compact: false };
/** One line instead of two, so that a long column still fits a screen. */
const compact: BoxSize = { height: 28, pitch: 39, compact: true };

/** As many roomy rows as a laptop shows at once. */
const ROOMY_ROWS = 12;

export function boxSizeFor(rows: number): BoxSize {
  return rows > ROOMY_ROWS ? compact : roomy;
}
