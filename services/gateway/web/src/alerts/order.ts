import type { Alert, Severity } from '@m4max/contracts';

const rank: Readonly<Record<Severity, number>> = { emergency: 0, critical: 1, warning: 2, info: 3 };

/** Worst first, and of equals the one that began last. */
export function bySeverity(one: Alert, other: Alert): number {
  return (
    rank[one.severity] - rank[other.severity] ||
    other.started_at.localeCompare(one.started_at) ||
    one.id.localeCompare(other.id)
  );
}

/** The alerts of the board in their four heaps. */
export type AlertHeaps = {
  /** Somebody should look at these. */
  readonly firing: readonly Alert[];
  readonly acknowledged: readonly Alert[];
  /** Firing, but covered by a graver alert or silenced. */
  readonly quiet: readonly Alert[];
  readonly resolved: readonly Alert[];
};

/** What has ended leaves the board after a quarter of an hour. */
const RESOLVED_SECONDS = 15 * 60;

export function heapsOf(alerts: Iterable<Alert>, now: Date): AlertHeaps {
  const all = [...alerts].toSorted(bySeverity);
  const open = all.filter(({ state }) => state !== 'resolved');
  return {
    firing: open.filter((alert) => alert.state === 'firing' && !isQuiet(alert)),
    acknowledged: open.filter((alert) => alert.state === 'acknowledged'),
    quiet: open.filter((alert) => alert.state === 'firing' && isQuiet(alert)),
    resolved: all
      .filter(({ state, ended_at, updated_at }) => {
        const ended = new Date(ended_at ?? updated_at).getTime();
        return state === 'resolved' && now.getTime() - ended < RESOLVED_SECONDS * 1000;
      })
      .toSorted((one, other) => other.updated_at.localeCompare(one.updated_at)),
  };
}

/** How many cards are shown before "show more"; one that may page somebody is never folded away. */
export function shownAtFirst(firing: readonly Alert[]): number {
  const grave = firing.filter(({ severity }) => rank[severity] <= rank.critical).length;
  return Math.max(FIRST_CARDS, grave);
}

const FIRST_CARDS = 5;

function isQuiet({ silenced_by, inhibited_by }: Alert): boolean {
  return silenced_by.length > 0 || inhibited_by.length > 0;
}
