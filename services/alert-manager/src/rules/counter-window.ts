import { Moment } from '@m4max/contracts';
import { z } from 'zod';

/**
 * How a counter grew: its last reading, and the growth since it was first met at the moments at which
 * it grew. A counter that stands still costs one point.
 */
export const CounterWindow = z.object({
  seen_at: Moment,
  last: z.number(),
  points: z.array(z.object({ at: Moment, grown: z.number() })),
});
export type CounterWindow = z.infer<typeof CounterWindow>;

/** Points of one window: growth that comes faster is told 1/60 of the window late at most. */
const MOST_POINTS = 60;

/** The window after one more reading. A reading below the last one is a counter that began anew at 0. */
export function addReading(
  window: CounterWindow | undefined,
  {
    value,
    at,
    windowSeconds,
  }: { readonly value: number; readonly at: string; readonly windowSeconds: number },
): CounterWindow {
  const seen_at = at; // As the sample says it.
  if (window === undefined) return { seen_at, last: value, points: [{ at: seen_at, grown: 0 }] };
  // A counter that stands still and always has is by far the most frequent one.
  if (value === window.last && window.points.length === 1) return { ...window, seen_at };
  const growth = value >= window.last ? value - window.last : value;
  const points = withinWindow(window.points, new Date(at), windowSeconds);
  if (growth === 0) return { seen_at, last: value, points };
  const newest = points.at(-1);
  const grown = (newest?.grown ?? 0) + growth;
  const slotOf = (moment: string) =>
    Math.floor(Date.parse(moment) / ((windowSeconds * 1000) / MOST_POINTS));
  const joins = points.length > 1 && newest !== undefined && slotOf(newest.at) === slotOf(seen_at);
  return {
    seen_at,
    last: value,
    points: [...(joins ? points.slice(0, -1) : points), { at: seen_at, grown }],
  };
}

/** Growth over the window that ends now; 0 for a counter just met, whose growth before is unknown. */
export function increaseOf(window: CounterWindow): number {
  return (window.points.at(-1)?.grown ?? 0) - (window.points[0]?.grown ?? 0);
}

/** Keeps the last point at or before the window's start: it says where the growth began. */
function withinWindow(
  points: CounterWindow['points'],
  at: Date,
  windowSeconds: number,
): CounterWindow['points'] {
  const start = at.getTime() - windowSeconds * 1000;
  const firstInside = points.findIndex((point) => Date.parse(point.at) > start);
  if (firstInside === -1) return points.slice(-1);
  return points.slice(Math.max(0, firstInside - 1));
}
