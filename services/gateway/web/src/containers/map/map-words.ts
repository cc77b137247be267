import type { LatestContainers } from '@m4max/contracts';
import { groupByReason } from '../../words/missing.ts';
import { count } from '../../words/units.ts';
import { isOld, portInWords, seenInWords } from '../talks.ts';
import type { MapLink, MapNode, TalkMap } from './talk-map.ts';

/** What the reader must know of the map to believe no more than it says. */
export function captionOf({ links, networks }: TalkMap): string {
  const joined = 'Containers within one network can talk, whether they were seen to or not.';
  if (links.length > 0) {
    return [
      'Connections are sampled every 5 s, on a busy machine every minute: shorter ones can be missed.',
      ...(links.some(({ ageSeconds }) => isOld(ageSeconds))
        ? ['A dashed one was last seen more than two minutes ago.']
        : []),
      'How much goes over a link is not known.',
      ...(networks.length === 0 ? [] : [joined]),
    ].join(' ');
  }
  return networks.length === 0
    ? 'No connection was seen, and no network is known that joins two containers.'
    : `No connection was seen: these are only the networks. ${joined}`;
}

/** Why links are not known, or not all of them: at most three reasons. */
export function reasonsOf({ missing }: Pick<LatestContainers, 'missing'>): readonly string[] {
  const ofLinks = missing.filter(({ field }) => /^links\b/.test(field));
  return groupByReason(ofLinks)
    .slice(0, 3)
    .map(({ reason }) => reason);
}

/** `12 links between 9 containers · 3 networks`. */
export function countsOf({ links, nodes, networks }: TalkMap): string {
  const many = (number: number, word: string) =>
    `${count(number)} ${word}${number === 1 ? '' : 's'}`;
  const containers = [...nodes.values()].filter(({ kind }) => kind === 'container').length;
  return [
    many(containers, 'container'),
    links.length === 0 ? 'no link seen' : many(links.length, 'link'),
    ...(networks.length === 0 ? [] : [many(networks.length, 'network')]),
  ].join(' · ');
}

/** `nautilus-backend → nautilus-redis :6379, seen 3 s ago`, in two parts. */
export function linkInWords(
  { to, port, ageSeconds }: MapLink,
  nameOf: (key: string) => string,
): { readonly target: string; readonly port: string; readonly seen: string } {
  return { target: nameOf(to), port: portInWords(port), seen: seenInWords(ageSeconds) };
}

/** What a box is read out as. */
export function nodeInWords({ key, name, why, count: alike }: MapNode, links: TalkMap['links']) {
  const others = (keys: readonly string[]) => new Set(keys).size;
  const calls = others(links.filter(({ from }) => from === key).map(({ to }) => to));
  const called = others(links.filter(({ to }) => to === key).map(({ from }) => from));
  return [
    name,
    ...(alike > 1 ? [`${alike} of this name`] : []),
    why,
    `talks to ${calls}`,
    `heard by ${called}`,
  ].join(', ');
}
