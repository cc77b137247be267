import type { Places } from './places.ts';
import type { TalkMap } from './talk-map.ts';

/** More boxes than this nobody can follow with the eye; all links stand below in words. */
const MOST_DRAWN = 80;

/**
 * What is drawn with its links: whoever was seen to talk, those with the most links first, and
 * whoever already has a place. `left` is how many that talk were left out.
 */
export function drawnOf(
  { nodes, links }: TalkMap,
  previous: Places | undefined,
): { readonly names: readonly string[]; readonly left: number } {
  const counts = new Map<string, number>();
  for (const key of links.flatMap(({ from, to }) => [from, to])) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const key of previous?.keys() ?? []) {
    if (nodes.has(key) && !counts.has(key)) counts.set(key, 0);
  }
  const names = [...counts]
    .toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([name]) => name);
  const linked = [...counts.values()].filter((number) => number > 0).length;
  return { names: names.slice(0, MOST_DRAWN), left: Math.max(0, linked - MOST_DRAWN) };
}
