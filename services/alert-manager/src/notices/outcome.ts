/** What one try to deliver came to. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly detail: string }
  | {
      readonly kind: 'retry';
      readonly because: string;
      /** What the receiver asked for (Retry-After). */
      readonly afterSeconds?: number;
      /** The message may have arrived although no answer did. */
      readonly unsure: boolean;
    }
  | { readonly kind: 'rejected'; readonly because: string };

/** A receiver that asks for more is asked again after this all the same. */
const LONGEST_RETRY_AFTER_SECONDS = 600;

/** Retry-After as seconds or as a date; `undefined` when absent or senseless. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(header.trim())
    ? Number(header)
    : (Date.parse(header) - now.getTime()) / 1000;
  if (!Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS);
}
