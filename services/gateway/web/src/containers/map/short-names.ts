import type { Container } from '@m4max/contracts';

/** Below this many names nothing is gained by leaving out what they share. */
const FEW = 4;

export type ShortNames = {
  /** What was left out; empty if nothing was. */
  readonly beginnings: readonly string[];
  readonly shortOf: (name: string) => string;
};

/**
 * Leaves out of a drawing the beginnings that many names share: their compose project, or the word
 * with which most begin. A name that would then read like another one, or like nothing, keeps it.
 */
export function shortNames(containers: readonly Pick<Container, 'name' | 'labels'>[]): ShortNames {
  const beginnings = sharedBeginnings(containers);
  const names = new Set(containers.map(({ name }) => name));
  const plain = [...names].map((name) => without(name, beginnings));
  const shortOf = (name: string) => {
    const short = without(name, beginnings);
    const alike = plain.filter((other) => other === short).length;
    return /[a-z]/i.test(short) && alike <= 1 ? short : name;
  };
  const used = beginnings.filter((beginning) =>
    containers.some(({ name }) => name.startsWith(beginning) && shortOf(name) !== name),
  );
  return { beginnings: used, shortOf };
}

function without(name: string, beginnings: readonly string[]): string {
  const beginning = beginnings.find((candidate) => name.startsWith(candidate));
  return beginning === undefined ? name : name.slice(beginning.length);
}

function sharedBeginnings(
  containers: readonly Pick<Container, 'name' | 'labels'>[],
): readonly string[] {
  const ofProjects = new Map<string, number>();
  const ofAll = new Map<string, number>();
  for (const { name, labels } of containers) {
    const first = /^[^-_.]+[-_.]/.exec(name)?.[0];
    if (first !== undefined) ofAll.set(first, (ofAll.get(first) ?? 0) + 1);
    const project = labels['com.docker.compose.project'];
    if (project === undefined || !name.startsWith(project)) continue;
    const beginning = name.slice(0, project.length + 1);
    if (/[-_.]$/.test(beginning)) ofProjects.set(beginning, (ofProjects.get(beginning) ?? 0) + 1);
  }
  const most = [...ofAll].filter(([, number]) => number * 2 > containers.length);
  const shared = [...ofProjects, ...most].filter(([, number]) => number >= FEW);
  // The longest first: `a-b-` says more than `a-`.
  return [...new Set(shared.map(([beginning]) => beginning))].toSorted(
    (one, other) => other.length - one.length || (one < other ? -1 : 1),
  );
}
