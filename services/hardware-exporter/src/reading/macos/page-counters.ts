import { countOf } from './figures.ts';

/** `Pages wired down:      113765.`, `"Translation faults": 159076807.`; the point is vm_stat's. */
const COUNTER = /^"?([A-Z][^":]*)"?:\s*(\d+)\.?\s*$/;

/** The counters that vm_stat and memory_pressure list, by their labels. Most of them count pages. */
export function pageCounters(text: string): ReadonlyMap<string, number> {
  const counters = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) {
    const [, label, digits] = COUNTER.exec(line) ?? [];
    const count = countOf(digits);
    if (label !== undefined && count !== undefined) counters.set(label, count);
  }
  return counters;
}
