import { expect, it } from '@jest/globals';
import type { Alert } from '@m4max/contracts';
import { AlertPolicy } from '@m4max/contracts';
import { escalatedReceivers, escalatesAt, escalationDue } from './escalation.ts';
import { anAlert } from './fixtures/an-alert.ts';

const policy = AlertPolicy.parse({
  escalation: [
    { severities: ['critical'], after: '2m', receiver: 'pagerduty' },
    { severities: ['critical', 'emergency'], after: '10m', receiver: 'boss' },
  ],
});
const noon = Date.parse('2026-03-02T12:00:00.000Z');
const after = (seconds: number) => new Date(noon + seconds * 1000);
const moment = (seconds: number) => after(seconds).toISOString();

type Case = { title: string; alert?: Partial<Alert>; seconds: number; decision: object };
it.each<Case>([
  { title: 'T − ε', seconds: 119.999, decision: { kind: 'later', at: after(120) } },
  { title: 'T', seconds: 120, decision: { kind: 'due', receivers: ['pagerduty'] } },
  {
    title: 'long after T: all levels at once',
    seconds: 900,
    decision: { kind: 'due', receivers: ['pagerduty', 'boss'] },
  },
  {
    title: 'the next level waits',
    alert: { escalated_at: moment(121) },
    seconds: 300,
    decision: { kind: 'later', at: after(600) },
  },
  {
    title: 'the next level is due',
    alert: { escalated_at: moment(121) },
    seconds: 601,
    decision: { kind: 'due', receivers: ['boss'] },
  },
  {
    title: 'no level is left',
    alert: { escalated_at: moment(601) },
    seconds: 9999,
    decision: { kind: 'never', because: 'no level is left' },
  },
  {
    title: 'acknowledged at T − ε',
    alert: { state: 'acknowledged' },
    seconds: 120,
    decision: { kind: 'never', because: 'it is acknowledged' },
  },
  {
    title: 'resolved at T − ε',
    alert: { state: 'resolved' },
    seconds: 120,
    decision: { kind: 'never', because: 'it is over' },
  },
  {
    title: 'inhibited',
    alert: { inhibited_by: ['x'] },
    seconds: 120,
    decision: { kind: 'never', because: 'it is inhibited' },
  },
  {
    title: 'silenced',
    alert: { silenced_by: ['x'] },
    seconds: 120,
    decision: { kind: 'never', because: 'it is silenced' },
  },
  {
    title: 'a warning',
    alert: { severity: 'warning' },
    seconds: 9999,
    decision: { kind: 'never', because: 'no level is left' },
  },
  { title: 'a clock that went back', seconds: -60, decision: { kind: 'later', at: after(120) } },
])('$title', ({ alert, seconds, decision }) => {
  expect(escalationDue(anAlert(alert), policy, after(seconds))).toMatchObject(decision);
});

it.each([
  { title: 'firing', alert: {}, at: after(120) },
  { title: 'after the first level', alert: { escalated_at: moment(120) }, at: after(600) },
  { title: 'after the last', alert: { escalated_at: moment(600) }, at: undefined },
  { title: 'acknowledged', alert: { state: 'acknowledged' as const }, at: undefined },
])('escalatesAt, $title', ({ alert, at }) => {
  expect(escalatesAt(anAlert(alert), policy)).toEqual(at);
});

it('remembers who was told by the moment of the escalation', () => {
  const told = (alert: Partial<Alert>) =>
    escalatedReceivers(anAlert(alert), policy).map(({ receiver }) => receiver);
  expect(told({})).toEqual([]);
  expect(told({ escalated_at: moment(130) })).toEqual(['pagerduty']);
  expect(told({ escalated_at: moment(700), state: 'acknowledged' })).toEqual(['pagerduty', 'boss']);
});
