/** Whether a sidecar writes, by this process's own clock: a virtual machine's may be minutes off. */
export type Heartbeat = {
  readonly beat: string | undefined;
  /** When it changed last, or when it was first listened for, in milliseconds. */
  readonly changedAt: number;
  /** It changed before our eyes: a file may be left over from a sidecar that ended. */
  readonly hasMoved: boolean;
};

export function listen(before: Heartbeat, beat: string | undefined, at: number): Heartbeat {
  if (beat === before.beat) return before;
  return { beat, changedAt: at, hasMoved: before.beat !== undefined && beat !== undefined };
}

/** Three rounds, and what a busy machine needs. */
export function isSilent({ changedAt }: Heartbeat, pauseSeconds: number, at: number): boolean {
  return at - changedAt > (3 * pauseSeconds + 10) * 1000;
}
