import type { LogMoment } from './log-moment.ts';

/** From one line of a log to another, in nanoseconds; negative when the clock was set back in between. */
export type Span =
  | { readonly kind: 'known'; readonly nanoseconds: number }
  /** A line of the two has no time. */
  | { readonly kind: 'unknown' }
  /** Whole seconds say nothing about a matter of milliseconds. */
  | { readonly kind: 'coarse' };

const MILLISECOND = 1e6;

/**
 * The time between two lines of one log. Within the same millisecond of a log that tells milliseconds it
 * is between nothing and one of them: it is given as the whole one, the longest that it can have been.
 */
export function spanOf(from: LogMoment | undefined, to: LogMoment | undefined): Span {
  if (from === undefined || to === undefined) return { kind: 'unknown' };
  if (from.resolution === 'coarse' || to.resolution === 'coarse') return { kind: 'coarse' };
  const nanoseconds = (to.seconds - from.seconds) * 1e9 + (to.nanoseconds - from.nanoseconds);
  const isBelow =
    nanoseconds === 0 && from.resolution === 'millisecond' && to.resolution === 'millisecond';
  return { kind: 'known', nanoseconds: isBelow ? MILLISECOND : nanoseconds };
}

/** Whether a line was written before another, as far as their times tell. */
export function isBefore(one: LogMoment | undefined, other: LogMoment | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  return (
    one.seconds < other.seconds ||
    (one.seconds === other.seconds && one.nanoseconds < other.nanoseconds)
  );
}
