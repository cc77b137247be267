/** A consumer group of a stream, and what it has not been given. */
export type GroupBacklog = {
  readonly component: string;
  readonly stream: string;
  readonly group: string;
  /** Absent where deletions have made it unknowable, and before Redis 7. */
  readonly entries?: number;
  /** Age of the first of them; 0 when there is none. */
  readonly ageSeconds: number;
  /** Given to its consumers, and not acknowledged. */
  readonly pendingEntries: number;
};

/** How far the slowest consumer group of a component is behind. */
export type Backlog = {
  readonly component: string;
  readonly entries?: number;
  readonly ageSeconds: number;
  /** Over all groups of the component. */
  readonly pendingEntries: number;
  /** How long nobody of that group has asked for more; absent without a backlog or without a consumer. */
  readonly consumersIdleSeconds?: number;
};

/** Of each component the group that is furthest behind. */
export function slowestOf(groups: readonly GroupBacklog[]): readonly GroupBacklog[] {
  const slowest = new Map<string, GroupBacklog>();
  for (const group of groups) {
    const known = slowest.get(group.component);
    if (known === undefined || isWorse(group, known)) slowest.set(group.component, group);
  }
  return [...slowest.values()];
}

function isWorse(one: GroupBacklog, other: GroupBacklog): boolean {
  return one.ageSeconds === other.ageSeconds
    ? (one.entries ?? 0) > (other.entries ?? 0)
    : one.ageSeconds > other.ageSeconds;
}
