/** The page's line to the gateway. */
export type Connection =
  | { readonly kind: 'connecting'; readonly since: Date }
  | { readonly kind: 'live' }
  | { readonly kind: 'reconnecting'; readonly since: Date; readonly why?: string };

export type ConnectionEvent =
  | { readonly kind: 'heard' }
  /** `why` in words, where it is more than a broken line. */
  | { readonly kind: 'lost'; readonly why?: string };

/** `since` is kept from the first loss, and the reason once it is known: trying again is not news. */
export function nextConnection(before: Connection, event: ConnectionEvent, now: Date): Connection {
  if (event.kind === 'heard') return before.kind === 'live' ? before : { kind: 'live' };
  const known = event.why ?? (before.kind === 'reconnecting' ? before.why : undefined);
  const why = known === undefined ? {} : { why: known };
  if (before.kind === 'live') return { kind: 'reconnecting', since: now, ...why };
  return { kind: 'reconnecting', since: before.since, ...why };
}
