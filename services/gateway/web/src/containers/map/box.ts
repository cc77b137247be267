/** How a box of the map looks, its height and the step from one row to the next, in pixels. */
export type BoxSize = {
  readonly look: 'roomy' | 'compact' | 'dense';
  readonly height: number;
  readonly pitch: number;
};

/** From roomy to dense: the first that a laptop shows all rows of at once, else the last. */
const sizes = [
  { most: 12, size: { look: 'roomy', height: 44, pitch: 56 } },
  { most: 16, size: { look: 'compact', height: 36, pitch: 44 } },
] as const satisfies readonly { readonly most: number; readonly size: BoxSize }[];

/** One line, in which the name goes before the ports. */
const dense: BoxSize = { look: 'dense', height: 24, pitch: 32 };

export function boxSizeFor(rows: number): BoxSize {
  return sizes.find(({ most }) => rows <= most)?.size ?? dense;
}
