/**
 * When an entry counts, in milliseconds since 1970: when it was added to its stream, by its id. An id
 * from outside the window belongs to a recording that is being played, or to a bus whose clock is off:
 * such an entry counts when it is read, or nothing of it would ever be seen.
 */
export function placedAt(options: {
  readonly entryMilliseconds: number;
  readonly nowMilliseconds: number;
  readonly windowSeconds: number;
}): number {
  const { entryMilliseconds, nowMilliseconds, windowSeconds } = options;
  const age = nowMilliseconds - entryMilliseconds;
  return age >= 0 && age < windowSeconds * 1000 ? entryMilliseconds : nowMilliseconds;
}

/** The milliseconds of an entry id, `<milliseconds>-<sequence>`. */
export function millisecondsOf(entryId: string): number {
  const dash = entryId.indexOf('-');
  return Number(dash === -1 ? entryId : entryId.slice(0, dash));
}
