/** New streams are to be read within seconds. */
const LEAST_MILLISECONDS = 2000;
/** A large Redis takes long to look through: no more than a twentieth of the time is spent on it. */
const LOOK_SHARE = 20;
/** A look during which the machine slept says nothing about the next one. */
const MOST_MILLISECONDS = 5 * 60_000;

/** How long after a look is begun the next one may begin, by what it took. */
export function restAfter(tookMilliseconds: number): number {
  return Math.min(MOST_MILLISECONDS, Math.max(LEAST_MILLISECONDS, LOOK_SHARE * tookMilliseconds));
}
