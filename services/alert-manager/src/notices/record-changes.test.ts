import { expect, it } from '@jest/globals';
import { AlertPolicy } from '@m4max/contracts';
import type { Target } from './contact.ts';
import { aRecord } from './fixtures/an-alert.ts';
import type { Suppressed } from './owed.ts';
import { noteDelivered, noteGivenUp, noteSuppressed, settleEscalation } from './record-changes.ts';

const now = new Date('2026-03-02T12:03:00.000Z');
const at = now.toISOString();
const target: Target = {
  id: 'team/slack/0',
  receiver: 'team',
  channel: 'slack',
  origin: 'file',
  sendResolved: true,
  contact: { channel: 'slack', url: 'https://secret' },
};
const policy = AlertPolicy.parse({
  escalation: [{ severities: ['critical'], after: '2m', receiver: 'pagerduty' }],
});

it.each([
  { known: undefined, about: 'firing', changes: true },
  { known: 'firing', about: 'firing', changes: false },
  { known: 'firing', about: 'resolved', changes: true },
  { known: 'resolved', about: 'acknowledged', changes: false },
  { known: 'acknowledged', about: 'firing', changes: false },
] as const)('told $known, now $about: $changes', ({ known, about, changes }) => {
  const notified =
    known === undefined ? {} : { [target.id]: { about: known, at: '2026-03-02T12:00:00.000Z' } };
  const change = noteDelivered(aRecord({}, notified), { target, about, now });
  if (changes) expect(change?.after.notified).toEqual({ [target.id]: { about, at } });
  else expect(change).toBeUndefined();
});

it('writes each delivery and each failure on the timeline, as events, and without the secret', () => {
  const delivered = noteDelivered(aRecord(), { target, about: 'firing', now });
  const failed = noteGivenUp(aRecord(), { target, about: 'firing', because: 'HTTP 404', now });
  expect(delivered?.after.alert.timeline).toEqual([
    { what: 'notified', at, detail: 'team (slack) was told: firing' },
  ]);
  expect(failed?.events.map(({ what }) => what)).toEqual(['not_notified']);
  const again = { target, about: 'firing', because: 'HTTP 404', now } as const;
  expect(failed && noteGivenUp(failed.after, again)).toBeUndefined();
  expect(JSON.stringify([delivered, failed])).not.toContain('secret');
});

it('writes down who is not told once in an episode', () => {
  const suppressed: Suppressed[] = [
    {
      receiver: 'slack',
      channel: 'slack',
      reason: 'not_configured',
      detail: 'slack is not configured: …',
    },
    { receiver: 'email', channel: 'email', reason: 'inhibited', detail: 'inhibited by x' },
  ];
  const first = noteSuppressed(aRecord(), suppressed, now);
  expect(first?.fresh.map(({ receiver }) => receiver)).toEqual(['slack']);
  const again = noteSuppressed(aRecord(first?.change.after.alert), suppressed, now);
  expect(again).toBeUndefined();
});

it('sets the moment of the escalation, escalates, owes the notice, and takes the moment away', () => {
  const early = settleEscalation(aRecord(), policy, new Date('2026-03-02T12:00:01.000Z'));
  expect(early?.after.alert.escalates_at).toBe('2026-03-02T12:02:00.000Z');
  expect(early?.outbox).toEqual([]);
  const late = settleEscalation(aRecord(early?.after.alert), policy, now);
  expect(late?.after.alert.escalated_at).toBe(at);
  expect(late?.after.alert.escalates_at).toBeUndefined();
  expect(late?.outbox.map(({ about }) => about)).toEqual(['firing']);
  expect(settleEscalation(aRecord(late?.after.alert), policy, now)).toBeUndefined();
});

it('takes the moment away when the alert ends first', () => {
  const over = aRecord({ state: 'resolved', escalates_at: '2026-03-02T12:02:00.000Z' });
  expect(settleEscalation(over, policy, now)?.after.alert.escalates_at).toBeUndefined();
});
