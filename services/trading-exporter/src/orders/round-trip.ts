/**
 * A request to a venue and its answer, which may be asked for again before it comes. What counts is the
 * time from the first request that nobody had answered to the first answer: a second request must not
 * make a silent venue look quick, and which of several requests an answer means nobody can tell.
 */
export type RoundTrip =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly at: bigint }
  /** The answer was read first: it came on a stream of its own. */
  | { readonly kind: 'answered'; readonly at: bigint };

export const noRoundTrip: RoundTrip = { kind: 'none' };

type Step = { readonly trip: RoundTrip; readonly nanoseconds: number | undefined };

export function ask(trip: RoundTrip, at: bigint): Step {
  if (trip.kind === 'answered' && trip.at >= at)
    return { trip: noRoundTrip, nanoseconds: Number(trip.at - at) };
  if (trip.kind === 'asked') return { trip, nanoseconds: undefined };
  return { trip: { kind: 'asked', at }, nanoseconds: undefined };
}

export function answer(trip: RoundTrip, at: bigint): Step {
  if (trip.kind === 'asked' && at >= trip.at)
    return { trip: noRoundTrip, nanoseconds: Number(at - trip.at) };
  if (trip.kind === 'asked') return { trip, nanoseconds: undefined };
  return { trip: { kind: 'answered', at }, nanoseconds: undefined };
}
