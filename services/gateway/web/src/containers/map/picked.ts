import type { MapLink, TalkMap } from './talk-map.ts';

/** What somebody points at: everything else steps back. */
export type Pick =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'node'; readonly key: string }
  | { readonly kind: 'network'; readonly key: string };

/**
 * The names that stand out: the members of a network, or the one picked and those it talks to; where
 * nobody was seen to talk, those it could talk to.
 */
export function litNames(pick: Pick, { links, networks }: TalkMap): ReadonlySet<string> {
  switch (pick.kind) {
    case 'nothing':
      return new Set();
    case 'network':
      return new Set(networks.find(({ key }) => key === pick.key)?.members);
    case 'node': {
      if (links.length === 0) {
        const shared = networks.filter(({ members }) => members.includes(pick.key));
        return new Set([pick.key, ...shared.flatMap(({ members }) => members)]);
      }
      const touching = links.filter(({ from, to }) => from === pick.key || to === pick.key);
      return new Set([pick.key, ...touching.flatMap(({ from, to }) => [from, to])]);
    }
  }
}

/** Links of the one picked; within a network those between its members. */
export function isLit({ from, to }: MapLink, pick: Pick, lit: ReadonlySet<string>): boolean {
  switch (pick.kind) {
    case 'nothing':
      return false;
    case 'network':
      return lit.has(from) && lit.has(to);
    case 'node':
      return from === pick.key || to === pick.key;
  }
}
