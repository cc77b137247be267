/** How much a counter grew; undefined on a first reading, and when it went back (a new life, a new baseline). */
export function growth(before: number | undefined, now: number | undefined): number | undefined {
  if (before === undefined || now === undefined || now < before) return undefined;
  return now - before;
}

/** Growth a second; undefined where either is not known or no time has passed. */
export function perSecond(
  grown: number | undefined,
  seconds: number | undefined,
): number | undefined {
  if (grown === undefined || seconds === undefined || seconds <= 0) return undefined;
  return grown / seconds;
}
