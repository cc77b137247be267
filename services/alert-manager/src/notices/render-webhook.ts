import { createHmac } from 'node:crypto';
import { episodeOf } from '../alerts/record.ts';
import type { Notice } from './notice.ts';

/** Alertmanager's webhook payload, version 4, of a group that is one alert. */
export function renderWebhook(notice: Notice, externalUrl: string): object {
  const { alert, about, receiver, test } = notice;
  const { labels, annotations } = alert;
  const status = about === 'resolved' ? 'resolved' : 'firing';
  return {
    version: '4',
    groupKey: `{}:{fingerprint=${JSON.stringify(alert.fingerprint)}}`,
    truncatedAlerts: 0,
    status,
    receiver,
    groupLabels: { alertname: labels.alertname ?? alert.rule_name },
    commonLabels: labels,
    commonAnnotations: test ? { ...annotations, test: '[TEST]' } : annotations,
    externalURL: externalUrl,
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: alert.started_at,
        endsAt: alert.ended_at ?? '0001-01-01T00:00:00Z', // Alertmanager's way to say "not yet".
        generatorURL: externalUrl,
        fingerprint: alert.fingerprint,
      },
    ],
  };
}

/** Headers that let a receiver drop repeats, and check who sent it (Standard Webhooks). */
export function webhookHeaders(options: {
  readonly id: string;
  readonly body: string;
  readonly secret: string | undefined;
  readonly now: Date;
}): Readonly<Record<string, string>> {
  const { id, body, secret, now } = options;
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'idempotency-key': id };
  if (secret === undefined) return headers;
  const signature = createHmac('sha256', signingKey(secret))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}

/** `whsec_` and base64, as Standard Webhooks hands secrets out; anything else is the key itself. */
function signingKey(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/** Stable over tries of one message. */
export function webhookId({ alert, about, at, test }: Notice, target: string): string {
  const id = `${alert.fingerprint}-${episodeOf(alert)}-${about}-${target}`;
  return test ? `test-${at.getTime()}-${id}` : id;
}
