/** A consumer group of a stream, and what it has not been given. */
export type GroupBacklog = {
  readonly component: string;
  readonly stream: string;
  readonly group: string;
  /** Absent where deletions have made it unknowable, and before Redis 7. */
  readonly entries?: number;
  /** Age of the first of them; 0 when there is none, absent where the ids of the stream tell no time. */
  readonly ageSeconds?: number;
  /** Given to its consumers, and not acknowledged. */
  readonly pendingEntries: number;
};

/** How far the slowest consumer group of a component is behind. */
export type Backlog = {
  readonly component: string;
  readonly entries?: number;
  readonly ageSeconds?: number;
  /** Over all groups of the component. */
  readonly pendingEntries: number;
  /** How long nobody of that group has asked for more; absent without a backlog or without a consumer. */
  readonly consumersIdleSeconds?: number;
};

type Waiting = Pick<Backlog, 'component' | 'entries' | 'ageSeconds'>;

/** Of each component what is furthest behind. */
export function slowestOf<Some extends Waiting>(waiting: readonly Some[]): readonly Some[] {
  const slowest = new Map<string, Some>();
  for (const one of waiting) {
    const known = slowest.get(one.component);
    if (known === undefined || isWorse(one, known)) slowest.set(one.component, one);
  }
  return [...slowest.values()];
}

/** A component may have groups on several buses. */
export function joinBacklogs(backlogs: readonly Backlog[]): readonly Backlog[] {
  return slowestOf(backlogs).map((slowest) => ({
    ...slowest,
    pendingEntries: pendingOf(slowest.component, backlogs),
  }));
}

/** What all groups of a component keep without acknowledging it. */
export function pendingOf(
  component: string,
  backlogs: readonly Pick<Backlog, 'component' | 'pendingEntries'>[],
): number {
  return backlogs
    .filter((it) => it.component === component)
    .reduce((sum, { pendingEntries }) => sum + pendingEntries, 0);
}

function isWorse(one: Waiting, other: Waiting): boolean {
  return waitOf(one) === waitOf(other)
    ? (one.entries ?? 0) > (other.entries ?? 0)
    : waitOf(one) > waitOf(other);
}

/** A wait of unknown age is one: worse than none, and less than any that is known. */
function waitOf({ ageSeconds = Number.MIN_VALUE }: Waiting): number {
  return ageSeconds;
}
