import type { Alert } from '@m4max/contracts';
import { Alert as AlertShape } from '@m4max/contracts';
import { z } from 'zod';

/** What a notice is about. */
export const About = z.enum(['firing', 'acknowledged', 'resolved']);
export type About = z.infer<typeof About>;

/**
 * One alert as the store keeps it: its newest episode, and what each receiver was told of it.
 * `notified` is set only after the receiver said yes, so a resolve that is owed can be seen.
 */
export const AlertRecord = z.object({
  /** Counts the changes; a writer names the version it has seen. */
  version: z.int().positive(),
  alert: AlertShape,
  notified: z.record(z.string(), z.object({ about: About, at: z.iso.datetime() })),
});
export type AlertRecord = z.infer<typeof AlertRecord>;

/** A notice that is owed; written by the same script that changes the record. */
export type OutboxEntry = {
  readonly fingerprint: string;
  readonly episode: string;
  readonly about: About;
};

/** An alert's episode: the moment it began, in milliseconds. It never changes within the episode. */
export function episodeOf(alert: Alert): string {
  return String(Date.parse(alert.started_at));
}

/** The id under which an episode is found after a newer one began. */
export function pastId(alert: Alert): string {
  return `${alert.fingerprint}-${episodeOf(alert)}`;
}
