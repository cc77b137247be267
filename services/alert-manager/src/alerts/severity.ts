import type { Labels } from '@m4max/contracts';
import { Severity } from '@m4max/contracts';

/** Severities from the highest to the lowest. */
export const fallingSeverities: readonly Severity[] = Severity.options.toReversed();

/** The severity a pushed alert means, however it is written; `warning` where it says none we know. */
export function severityOf(labels: Labels): Severity {
  const parsed = Severity.safeParse(labels.severity?.toLowerCase());
  return parsed.success ? parsed.data : 'warning';
}
