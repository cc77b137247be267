/** Whether a sidecar writes, by this process's own clock: a virtual machine's may be minutes off. */
export type Heartbeat = {
  readonly beat: string | undefined;
  /** When it changed last, or when it was first listened for, in milliseconds. */
  readonly changedAt: number;
  /** It changed while we listened: what lies there at first may be left over from one that ended. */
  readonly hasMoved: boolean;
};

/** What is known after a look, which found that beat or none. */
export function listen(
  before: Heartbeat | undefined,
  beat: string | undefined,
  at: number,
): Heartbeat {
  if (before === undefined) return { beat, changedAt: at, hasMoved: false };
  if (beat === undefined || beat === before.beat) return before;
  return { beat, changedAt: at, hasMoved: true };
}

/** Three rounds, and what a busy machine needs. */
export function isSilent({ changedAt }: Heartbeat, pauseSeconds: number, at: number): boolean {
  return at - changedAt > (3 * pauseSeconds + 10) * 1000;
}
