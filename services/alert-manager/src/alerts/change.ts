import type { Alert, AlertEvent, TimelineEntry } from '@m4max/contracts';
import { VERSION } from '@m4max/contracts';
import type { About, AlertRecord, OutboxEntry } from './record.ts';
import { episodeOf } from './record.ts';

/** A record after a change, and what has to be told with it. */
export type Change = {
  readonly after: AlertRecord;
  readonly outbox: readonly OutboxEntry[];
  readonly events: readonly AlertEvent[];
};

/** A line for the timeline and the event stream, and the notice that it owes. */
export type Told = TimelineEntry & { readonly notice?: About };

/** The newest lines; an alert that goes on for weeks does not grow for ever. */
const MOST_LINES = 100;

/** The record with its alert changed; every line told is on the timeline and an event of its own. */
export function changed(record: AlertRecord, alert: Alert, told: readonly Told[] = []): Change {
  const lines = told.map(({ at, what, detail }) => ({ at, what, detail }));
  const after: Alert = { ...alert, timeline: [...alert.timeline, ...lines].slice(-MOST_LINES) };
  return {
    after: { ...record, alert: after },
    outbox: told.flatMap(({ notice }) =>
      notice === undefined
        ? []
        : [{ fingerprint: alert.fingerprint, episode: episodeOf(alert), about: notice }],
    ),
    events: lines.map(({ what, at }) => ({ v: VERSION, what, at, alert: after })),
  };
}
