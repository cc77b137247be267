import type { Probe } from '@m4max/contracts';

/** What is known of a subject, or why nothing is. */
export type Settled =
  | { readonly kind: 'known'; readonly probe: Probe }
  /** `instead` says less than the endpoint that could not be asked. */
  | { readonly kind: 'missing'; readonly reason: string; readonly instead?: Probe };
