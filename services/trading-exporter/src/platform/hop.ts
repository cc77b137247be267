/** The id of an entry and a clock of ours end at whole milliseconds. */
const RESOLUTION_NANOSECONDS = 1_000_000;
/** What a hop counts as that is too short to be seen at that resolution. */
const SHORTEST_NANOSECONDS = 1000;

/**
 * The least that a message was under way: the millisecond of its arrival began up to one earlier than
 * the message came, so the true time is up to a millisecond more. Where that makes it look as if it
 * came before it was sent, by less than a millisecond, it counts as the shortest there is: leaving
 * these out would leave only slow ones. What stays negative is the two clocks.
 */
export function hopNanoseconds(sentNanoseconds: bigint, arrivedMilliseconds: number): number {
  const nanoseconds = Number(BigInt(arrivedMilliseconds) * 1_000_000n - sentNanoseconds);
  if (nanoseconds <= -RESOLUTION_NANOSECONDS) return nanoseconds;
  return Math.max(SHORTEST_NANOSECONDS, nanoseconds);
}
