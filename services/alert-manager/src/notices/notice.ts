import { createHash } from 'node:crypto';
import type { Alert } from '@m4max/contracts';
import type { About } from '../alerts/record.ts';
import { episodeOf } from '../alerts/record.ts';

/** Names one message to one target. Jobs carry this and nothing else: content is made when it is sent. */
export type NoticeKey = {
  readonly fingerprint: string;
  readonly episode: string;
  readonly about: About;
  readonly target: string;
};

/** The same for the same message, and without the colon that the queue refuses. */
export function noticeId({ fingerprint, episode, about, target }: NoticeKey): string {
  return `n-${fingerprint}-${episode}-${about}-${shortHash(target)}`;
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** One incident per episode: repeating a message never opens a second one. */
export function dedupKeyOf(alert: Alert): string {
  return `am-${alert.fingerprint}-${episodeOf(alert)}`;
}

/** A message before it takes the form of a channel. */
export type Notice = {
  readonly about: About;
  readonly alert: Alert;
  /** Names the incident at PagerDuty. */
  readonly dedupKey: string;
  readonly receiver: string;
  /** Why this receiver gets it. */
  readonly because: string;
  /** Sent by hand to see whether the channel works. */
  readonly test: boolean;
  readonly at: Date;
};
