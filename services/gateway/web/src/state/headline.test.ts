import { expect, it } from '@jest/globals';
import { alert, liveHealth, snapshot } from '../fixtures/samples.ts';
import { applyEvent } from './board.ts';
import type { Connection } from './connection.ts';
import { headlineOf } from './headline.ts';

const now = new Date('2026-01-05T10:00:00.000Z');
const later = new Date('2026-01-05T10:00:42.000Z');
const live: Connection = { kind: 'live' };
const lost: Connection = { kind: 'reconnecting', since: now };
const boardWith = (health: Parameters<typeof liveHealth>[0]) =>
  applyEvent(undefined, { kind: 'snapshot', body: snapshot(liveHealth(health)) }, now);

it.each([
  { title: 'healthy', status: 'healthy', tone: 'fine', word: 'Healthy' },
  { title: 'degraded', status: 'degraded', tone: 'warning', word: 'Degraded' },
  { title: 'critical', status: 'critical', tone: 'critical', word: 'Critical' },
  { title: 'down', status: 'down', tone: 'critical', word: 'Down' },
] as const)('headline: $title', ({ status, tone, word }) => {
  const board = boardWith({ overall_status: status, verdict: 'So it is.' });
  expect(headlineOf(live, board, now)).toMatchObject({ tone, word, sentence: 'So it is.' });
});

it('counts what fires, each alert once', () => {
  const alerts = [
    alert({ id: '1', severity: 'critical' }),
    alert({ id: '2' }),
    alert({ id: '3' }),
    alert({ id: '4', severity: 'critical', state: 'acknowledged' }),
    alert({ id: '5', inhibited_by: ['1'] }),
  ];
  const board = applyEvent(undefined, { kind: 'snapshot', body: snapshot({ alerts }) }, now);
  expect(headlineOf(live, board, now).detail).toBe('1 critical, 2 warning · 1 acknowledged');
  expect(headlineOf(live, boardWith({}), now).detail).toBe('');
});

it('never passes a last verdict off as the present one', () => {
  const headline = headlineOf(lost, boardWith({}), later);
  expect(headline).toMatchObject({ tone: 'critical', word: 'No connection' });
  expect(headline.sentence).toBe('The gateway has not been heard for 42 s');
  expect(headline.detail).toMatch(/^Since \d\d:\d\d:00\. The last verdict was: All is well\.$/);
  expect(headlineOf({ ...lost, why: 'the login has ended' }, undefined, later).detail).toMatch(
    /: the login has ended\.$/,
  );
});

it('waits in words before the first snapshot', () => {
  const connecting: Connection = { kind: 'connecting', since: now };
  expect(headlineOf(connecting, undefined, now).word).toBe('Connecting');
  expect(headlineOf(live, undefined, now).word).toBe('Connecting');
});
