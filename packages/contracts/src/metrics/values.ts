import type { MetricValue } from './metric-row.ts';

/** A reading that may be absent, as a list of at most one. */
export function known(
  value: number | undefined,
  labels?: Readonly<Record<string, string>>,
): readonly MetricValue[] {
  if (value === undefined) return [];
  return labels === undefined ? [{ value }] : [{ labels, value }];
}

/** One series per state, 1 for the one that holds: changes of state leave no stale series behind. */
export function oneHot(
  label: string,
  states: readonly string[],
  current: string | undefined,
  labels?: Readonly<Record<string, string>>,
): readonly MetricValue[] {
  if (current === undefined) return [];
  return states.map((state) => ({
    labels: { ...labels, [label]: state },
    value: state === current ? 1 : 0,
  }));
}

/** Part of a whole; `undefined` when either is unknown or the whole is empty. */
export function share(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole <= 0 ? undefined : part / whole;
}
