/** Height of a box of the map and the step from one row to the next, in pixels. */
export type BoxSize = {
  readonly height: number;
  readonly pitch: number;
  readonly compact: boolean;
};

const roomy: BoxSize = { height: 44, pitch: 56, compact: false };
/** For long columns, of which a screen then shows more. */
const compact: BoxSize = { height: 36, pitch: 44, compact: true };

/** As many roomy rows as a laptop shows at once. */
const ROOMY_ROWS = 12;

export function boxSizeFor(rows: number): BoxSize {
  return rows > ROOMY_ROWS ? compact : roomy;
}
