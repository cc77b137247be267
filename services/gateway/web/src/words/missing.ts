import type { Missing } from '@m4max/contracts';

/** Why a field has no value, in the words of whoever tried to read it. */
export function whyMissing(missing: readonly Missing[], field: string): string {
  const entry =
    missing.find((candidate) => candidate.field === field) ??
    missing.find(({ field: known }) => isWithin(field, known) || isWithin(known, field));
  return entry?.reason ?? 'not reported by the source, and it gave no reason';
}

/** The same reason for several fields is one line. */
export function groupByReason(
  missing: readonly Missing[],
): readonly { readonly reason: string; readonly fields: readonly string[] }[] {
  const groups = new Map<string, Set<string>>();
  for (const { field, reason } of missing) {
    const fields = groups.get(reason) ?? new Set<string>();
    groups.set(reason, fields.add(field));
  }
  return [...groups].map(([reason, fields]) => ({ reason, fields: [...fields] }));
}

function isWithin(field: string, group: string): boolean {
  return field.startsWith(`${group}.`) || field.startsWith(`${group}[`);
}
