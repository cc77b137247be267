import { expect, it } from '@jest/globals';
import { classifyFailure, classifyReply } from './classify-http.ts';

const now = new Date('2026-03-02T12:00:00.000Z');

it.each([
  { channel: 'slack', reply: { status: 200, body: 'ok' }, outcome: { kind: 'delivered' } },
  { channel: 'slack', reply: { status: 200, body: '{"ok":true}' }, outcome: { kind: 'delivered' } },
  {
    channel: 'slack',
    reply: { status: 200, body: '{"ok":false,"error":"invalid_auth"}' },
    outcome: { kind: 'rejected', because: 'Slack answered invalid_auth' },
  },
  {
    channel: 'slack',
    reply: { status: 200, body: '<html>proxy</html>' },
    outcome: { kind: 'rejected', because: 'Slack answered something other than ok' },
  },
  {
    channel: 'slack',
    reply: { status: 404, body: 'no_service' },
    outcome: { kind: 'rejected', because: 'HTTP 404 no_service' },
  },
  {
    channel: 'slack',
    reply: { status: 429, body: '{"ok":false,"error":"rate_limited"}', retryAfter: '3' },
    outcome: { kind: 'retry', because: 'HTTP 429 rate_limited', afterSeconds: 3, unsure: false },
  },
  {
    channel: 'slack',
    reply: { status: 429, body: '', retryAfter: 'Mon, 02 Mar 2026 12:00:30 GMT' },
    outcome: { kind: 'retry', because: 'HTTP 429', afterSeconds: 30, unsure: false },
  },
  {
    channel: 'webhook',
    reply: { status: 503, body: '', retryAfter: '86400' },
    outcome: { kind: 'retry', because: 'HTTP 503', afterSeconds: 600, unsure: false },
  },
  {
    channel: 'webhook',
    reply: { status: 503, body: '', retryAfter: 'soon' },
    outcome: { kind: 'retry', because: 'HTTP 503', unsure: false },
  },
  { channel: 'pagerduty', reply: { status: 202, body: '{}' }, outcome: { kind: 'delivered' } },
  {
    channel: 'pagerduty',
    reply: { status: 400, body: '{"status":"invalid event","message":"key"}' },
    outcome: { kind: 'rejected', because: 'HTTP 400 invalid event' },
  },
  {
    channel: 'pagerduty',
    reply: { status: 429, body: '' },
    outcome: { kind: 'retry', because: 'HTTP 429', afterSeconds: 120, unsure: false },
  },
  {
    channel: 'webhook',
    reply: { status: 500, body: '' },
    outcome: { kind: 'retry', because: 'HTTP 500', unsure: false },
  },
  {
    channel: 'webhook',
    reply: { status: 408, body: '' },
    outcome: { kind: 'retry', because: 'HTTP 408', unsure: false },
  },
  {
    channel: 'webhook',
    reply: { status: 425, body: '' },
    outcome: { kind: 'retry', because: 'HTTP 425', unsure: false },
  },
  {
    channel: 'webhook',
    reply: { status: 302, body: '' },
    outcome: {
      kind: 'rejected',
      because: 'HTTP 302: redirects are not followed, set the final URL',
    },
  },
  {
    channel: 'webhook',
    reply: { status: 403, body: '{"token":"secret"} and more' },
    outcome: { kind: 'rejected', because: 'HTTP 403' },
  },
] as const)('$channel $reply.status $reply.body', ({ channel, reply, outcome }) => {
  expect(classifyReply(channel, reply, now)).toMatchObject(outcome);
});

it.each([
  { code: 'ECONNREFUSED', triesMade: 0, outcome: { kind: 'retry', unsure: false } },
  { code: 'ENOTFOUND', triesMade: 9, outcome: { kind: 'retry', unsure: false } },
  { code: 'ECONNRESET', triesMade: 0, outcome: { kind: 'retry', unsure: true } },
  { code: 'ETIMEDOUT', triesMade: 0, outcome: { kind: 'retry', unsure: true } },
  { code: undefined, triesMade: 0, outcome: { kind: 'retry', unsure: true } },
  { code: 'CERT_HAS_EXPIRED', triesMade: 0, outcome: { kind: 'retry', unsure: false } },
  { code: 'CERT_HAS_EXPIRED', triesMade: 2, outcome: { kind: 'rejected' } },
  { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', triesMade: 2, outcome: { kind: 'rejected' } },
])('$code after $triesMade tries', ({ code, triesMade, outcome }) => {
  expect(classifyFailure(code, triesMade)).toMatchObject(outcome);
});
