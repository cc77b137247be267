import type { Change } from './change.ts';
import { changed } from './change.ts';
import type { AlertRecord } from './record.ts';

export type Acknowledgement = {
  readonly by: string;
  readonly comment?: string;
  readonly now: Date;
};

export type AcknowledgeOutcome =
  | { readonly kind: 'acknowledged'; readonly change: Change }
  /** Somebody was faster; theirs stays. */
  | { readonly kind: 'already' }
  | { readonly kind: 'resolved' };

/** Somebody takes an episode on. One that has ended stays ended. */
export function acknowledge(
  record: AlertRecord,
  { by, comment, now }: Acknowledgement,
): AcknowledgeOutcome {
  const { alert } = record;
  if (alert.state === 'resolved') return { kind: 'resolved' };
  if (alert.state === 'acknowledged') return { kind: 'already' };
  const at = now.toISOString();
  const { escalates_at: _, ...rest } = alert;
  const change = changed(
    record,
    {
      ...rest,
      state: 'acknowledged',
      updated_at: at,
      acknowledgement: { by, at, ...(comment === undefined ? {} : { comment }) },
    },
    [
      {
        what: 'acknowledged',
        at,
        detail: comment === undefined ? `by ${by}` : `by ${by}: ${comment}`,
        notice: 'acknowledged',
      },
    ],
  );
  return { kind: 'acknowledged', change };
}
