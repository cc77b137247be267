const FIRST_MS = 2000;
const LONGEST_MS = 5 * 60 * 1000;

/** After so many tries a notice is a dead letter: about a quarter of an hour, most of it in the last five waits. */
export const MAX_TRIES = 12;

/** The wait after a failed try, by chance up to the bound so that receivers are not hit in step. */
export function backOffMs(triesMade: number, chance: number): number {
  const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, triesMade - 1));
  return Math.round(bound * chance);
}
