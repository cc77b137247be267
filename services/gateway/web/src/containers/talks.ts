import type { LatestContainers, Link, OUTSIDE as Outside } from '@m4max/contracts';
import { secondsSince, wholeDuration } from '../words/time.ts';

/** Its type says what it must be: the contracts themselves, with their checks, do not go to the browser. */
export const OUTSIDE: typeof Outside = '(outside)';

/** What links are judged by: the sample that tells of them, and how old that is. */
export type SampleAge = {
  readonly sample: Pick<LatestContainers, 'taken_at'>;
  readonly ageSeconds: number;
};

/** A link not seen for this long is drawn fainter: it may be over. One that lasts is seen each minute at least. */
const OLD_SECONDS = 120;

export function isOld(ageSeconds: number | undefined): boolean {
  return ageSeconds !== undefined && ageSeconds > OLD_SECONDS;
}

/** The publisher set both moments by its own clock; what has passed since is known here. */
export function linkAge(
  { seen_at: seenAt }: Pick<Link, 'seen_at'>,
  { sample, ageSeconds }: SampleAge,
): number | undefined {
  if (seenAt === undefined) return undefined;
  return secondsSince(new Date(seenAt), new Date(sample.taken_at)) + ageSeconds;
}

/** `seen 3 s ago`; only `seen` where nobody says when. */
export function seenInWords(ageSeconds: number | undefined): string {
  if (ageSeconds === undefined) return 'seen';
  return ageSeconds < 1.5 ? 'seen just now' : `seen ${wholeDuration(ageSeconds)} ago`;
}

/** `:6379`; nothing where the port is not known. */
export function portInWords(port: number | undefined): string {
  return port === undefined ? '' : `:${port}`;
}

/** One line of "Talks to" or "Heard by". */
export type Talk = { readonly name: string; readonly port: string; readonly seen: string };

export function talksTo(name: string, links: readonly Link[], age: SampleAge): readonly Talk[] {
  return talks(
    links.filter((link) => link.from === name),
    ({ to }) => to,
    age,
  );
}

export function heardBy(name: string, links: readonly Link[], age: SampleAge): readonly Talk[] {
  return talks(
    links.filter((link) => link.to === name),
    ({ from }) => from,
    age,
  );
}

function talks(
  links: readonly Link[],
  otherOf: (link: Link) => string,
  age: SampleAge,
): readonly Talk[] {
  const seen = links.filter(({ kind }) => kind === 'observed');
  return seen
    .map((link) => ({
      name: otherOf(link),
      port: portInWords(link.port),
      seen: seenInWords(linkAge(link, age)),
    }))
    .toSorted(
      (one, other) => one.name.localeCompare(other.name) || (one.port < other.port ? -1 : 1),
    );
}
