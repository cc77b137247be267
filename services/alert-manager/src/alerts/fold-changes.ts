import type { AlertEvent } from '@m4max/contracts';
import type { Change } from './change.ts';
import type { AlertRecord, OutboxEntry } from './record.ts';

/** One record before and after, with all that has to be told on the way. */
export type FoldedChange = {
  readonly fingerprint: string;
  readonly before: AlertRecord | undefined;
  readonly after: AlertRecord;
  readonly outbox: readonly OutboxEntry[];
  readonly events: readonly AlertEvent[];
};

/** Several steps, some about the same alert, as one change for each alert. */
export function foldChanges<Step extends { readonly fingerprint: string }>(
  steps: readonly Step[],
  recordOf: (fingerprint: string) => AlertRecord | undefined,
  act: (record: AlertRecord | undefined, step: Step) => Change | undefined,
): readonly FoldedChange[] {
  const folded = new Map<string, FoldedChange>();
  for (const step of steps) {
    const { fingerprint } = step;
    const last = folded.get(fingerprint);
    const before = recordOf(fingerprint);
    const change = act(last?.after ?? before, step);
    if (change === undefined) continue;
    folded.set(fingerprint, {
      fingerprint,
      before,
      after: change.after,
      outbox: [...(last?.outbox ?? []), ...change.outbox],
      events: [...(last?.events ?? []), ...change.events],
    });
  }
  return [...folded.values()];
}
