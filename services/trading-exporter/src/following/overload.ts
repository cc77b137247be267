/**
 * Whether reading keeps up. While it does not, the share of the market data that is measured is
 * lowered; the rest is counted only.
 */
export type Load =
  | { readonly kind: 'keeping_up'; readonly behindSeconds: number | undefined }
  | {
      readonly kind: 'overloaded';
      readonly behindSeconds: number | undefined;
      /** One of 1/16, 1/8, 1/4, 1/2. */
      readonly share: number;
    };

/** Further behind than this is too late for a monitor of latencies. */
const TOO_FAR_SECONDS = 2;
const CLOSE_SECONDS = 0.5;
const LEAST_SHARE = 1 / 16;
/** A loop that is idle half of the time can do twice as much; over nine tenths it is full. */
const IDLE_RATIO = 0.5;
const FULL_RATIO = 0.9;

/**
 * The load after a look, given the load before it. A backlog that is found at the start or a recording
 * that is played is far behind but shrinks: it is being caught up with, and nothing of it is skipped.
 * Out of overload the share is doubled, look by look, as long as there is room for it.
 */
export function nextLoad(
  load: Load,
  seen: {
    /** Age of the oldest unread entry; absent where ids are no times. */
    readonly behindSeconds: number | undefined;
    readonly isFallingBehind: boolean;
    /** Share of the time since the last look in which this process was busy. */
    readonly busyRatio: number;
  },
): Load {
  const { behindSeconds, isFallingBehind, busyRatio } = seen;
  if (load.kind === 'keeping_up')
    return isFallingBehind
      ? { kind: 'overloaded', behindSeconds, share: LEAST_SHARE }
      : { kind: 'keeping_up', behindSeconds };

  const isClose = behindSeconds !== undefined && behindSeconds < CLOSE_SECONDS;
  if (isClose || busyRatio < IDLE_RATIO) {
    const share = 2 * load.share;
    return share >= 1
      ? { kind: 'keeping_up', behindSeconds }
      : { kind: 'overloaded', behindSeconds, share };
  }
  const isFull = isFallingBehind && busyRatio > FULL_RATIO;
  const share = isFull ? Math.max(LEAST_SHARE, load.share / 2) : load.share;
  return { kind: 'overloaded', behindSeconds, share };
}

/** Share of the market data that is measured. */
export function shareOf(load: Load): number {
  return load.kind === 'overloaded' ? load.share : 1;
}

/**
 * Whether a stream is far behind, and not less than it was at the last look. One that was read to its
 * end then is given another look: this machine may have slept.
 */
export function isFalling(before: number | undefined, now: number | undefined): boolean {
  if (before === undefined || before === 0 || now === undefined) return false;
  return now > TOO_FAR_SECONDS && now >= before;
}
