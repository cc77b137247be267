/** What has become of a click on "Acknowledge"; absent once the gateway's reply is on the board. */
export type Acknowledging =
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly why: string };

export type AcknowledgeOutcome<Alert> =
  | { readonly kind: 'acknowledged'; readonly alert: Alert }
  | { readonly kind: 'refused'; readonly why: string };

/** Why a request was refused, from its problem+json body; the status alone where it has none. */
export function refusalInWords(status: number, body: unknown): string {
  if (typeof body === 'object' && body !== null && 'detail' in body) {
    const { detail } = body;
    if (typeof detail === 'string' && detail !== '') return detail;
  }
  if (status === 401 || status === 403) return 'this needs a token with the scope `ack`';
  if (status === 404) return 'the alert-manager no longer knows this alert';
  return `the gateway answered ${status} without saying why`;
}
