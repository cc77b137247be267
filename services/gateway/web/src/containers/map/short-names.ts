/** Below this many names nothing is gained by leaving out what they share. */
const FEW = 4;

export type ShortNames = {
  /** What was left out; empty if nothing was. */
  readonly beginning: string;
  readonly shortOf: (name: string) => string;
};

/**
 * Leaves out of a drawing the first word that most names share, with the `-`, `_` or `.` after it:
 * the project's, as a rule. A name that would then read like another one, or like nothing, keeps it.
 */
export function shortNames(names: readonly string[]): ShortNames {
  const beginning = sharedBeginning(names);
  const others = new Set(names);
  const shortOf = (name: string) => {
    const short = name.startsWith(beginning) ? name.slice(beginning.length) : name;
    return /[a-z]/i.test(short) && !others.has(short) ? short : name;
  };
  return { beginning, shortOf };
}

function sharedBeginning(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const beginning = /^[^-_.]+[-_.]/.exec(name)?.[0];
    if (beginning !== undefined) counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  if (most === undefined || most[1] < FEW || most[1] * 2 <= names.length) return '';
  return most[0];
}
