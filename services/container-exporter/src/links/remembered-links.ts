import type { Link, Missing } from '@m4max/contracts';
import { LINKS_PER_KIND, OUTSIDE } from '@m4max/contracts';
import type { SeenLink } from './seen-links.ts';
import { linkKey } from './seen-links.ts';

/** Links by their ends and port, each with the moment when it was last seen. */
export type RememberedLinks = ReadonlyMap<string, SeenLink>;

const KEEP_SECONDS = 300;

/** Ten times of what a sample tells: a container that scans ports must not fill the memory. */
const MAX_REMEMBERED = 10 * LINKS_PER_KIND;

/** What is known once these were seen. */
export function rememberLinks(
  before: RememberedLinks,
  seen: readonly SeenLink[],
  now: Date,
): RememberedLinks {
  const oldest = now.getTime() - KEEP_SECONDS * 1000;
  const links = new Map([...before].filter(([, { seenAt }]) => seenAt.getTime() >= oldest));
  for (const link of seen) {
    const last = links.get(linkKey(link))?.seenAt ?? link.seenAt;
    links.set(linkKey(link), last > link.seenAt ? { ...link, seenAt: last } : link);
  }
  if (links.size <= MAX_REMEMBERED) return links;
  return new Map([...links].sort(newestFirst).slice(0, MAX_REMEMBERED));
}

/** Those whose ends are still there, newest first, as far as they fit into a sample. */
export function observedLinks(
  remembered: RememberedLinks,
  present: ReadonlySet<string>,
): { readonly links: readonly Link[]; readonly missing: readonly Missing[] } {
  const isThere = (name: string) => name === OUTSIDE || present.has(name);
  const links = [...remembered]
    .filter(([, { from, to }]) => isThere(from) && isThere(to))
    .sort(newestFirst)
    .map(([, { seenAt, ...link }]): Link => {
      return { ...link, kind: 'observed', seen_at: seenAt.toISOString() };
    });
  const left = links.length - LINKS_PER_KIND;
  const reason = `${left} further links were seen; only the newest ${LINKS_PER_KIND} are listed`;
  return {
    links: links.slice(0, LINKS_PER_KIND),
    missing: left > 0 ? [{ field: 'links', reason }] : [],
  };
}

type Entry = readonly [string, SeenLink];

/** Of one round in the order of their names, so that at the bound they do not take turns. */
function newestFirst([name, a]: Entry, [otherName, b]: Entry): number {
  const age = b.seenAt.getTime() - a.seenAt.getTime();
  return age === 0 ? (name < otherName ? -1 : 1) : age;
}
