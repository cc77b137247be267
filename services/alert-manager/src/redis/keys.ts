import { alertEvents } from '@m4max/contracts';

/** Fingerprint → record, as JSON. Pushes are turned away over a cap, and what is long over is forgotten. */
export const ALERTS_KEY = '{m4max}:alerts';
/** Records that could not be read, as they were, for somebody to look at. */
export const UNREADABLE_ALERTS_KEY = '{m4max}:alerts:unreadable';
/** Notices that are owed. It has no cap, so that none is lost: the relay deletes what it has made a job of. */
export const OUTBOX_KEY = '{m4max}:outbox';
export const ALERT_EVENTS_KEY = alertEvents.key;
/** `<fingerprint>-<episode>` → alert, as JSON: every episode that ended. */
export const PAST_ALERTS_KEY = '{m4max}:alerts:past';
/** The same ids, ordered by the moment they ended. */
export const PAST_ORDER_KEY = '{m4max}:alerts:past:order';
/** What the evaluator knows: `fence` and `state`. */
export const EVALUATOR_KEY = '{m4max}:evaluator';
export const EVALUATOR_LEASE_KEY = '{m4max}:lease:evaluator';
