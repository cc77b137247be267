import type { Row } from './rows.ts';
import type { Trouble } from './trouble.ts';

const rank: Readonly<Record<Trouble['tone'], number>> = {
  critical: 0,
  warning: 1,
  fine: 2,
  off: 3,
};

/**
 * Trouble first, then by name. While it is held (the pointer or the focus is among the rows)
 * the order stays as it was: newcomers go to the end and the gone leave.
 */
export function orderRows(
  previousIds: readonly string[],
  rows: readonly Row[],
  held: boolean,
): readonly Row[] {
  const sorted = rows.toSorted(
    (one, other) =>
      rank[one.trouble.tone] - rank[other.trouble.tone] || one.name.localeCompare(other.name),
  );
  if (!held) return sorted;
  const places = new Map(previousIds.map((id, place) => [id, place]));
  const placeOf = ({ id }: Row) => places.get(id) ?? previousIds.length;
  return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
}
