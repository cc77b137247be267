import { expect, it } from '@jest/globals';
import type { Connection } from './connection.ts';
import { nextConnection } from './connection.ts';

const now = new Date('2026-01-05T10:00:00.000Z');
const later = new Date('2026-01-05T10:00:42.000Z');
const live: Connection = { kind: 'live' };
const lost: Connection = { kind: 'reconnecting', since: now };

it.each([
  { title: 'heard', before: lost, event: { kind: 'heard' }, after: live },
  { title: 'heard again', before: live, event: { kind: 'heard' }, after: live },
  { title: 'lost', before: live, event: { kind: 'lost' }, after: { ...lost, since: later } },
  { title: 'still lost', before: lost, event: { kind: 'lost' }, after: lost },
  {
    title: 'lost for a known reason',
    before: { ...lost, why: 'silent' },
    event: { kind: 'lost' },
    after: { ...lost, why: 'silent' },
  },
  {
    title: 'never there',
    before: { kind: 'connecting', since: now },
    event: { kind: 'lost', why: 'silent' },
    after: { ...lost, why: 'silent' },
  },
] as const)('connection: $title', ({ before, event, after }) => {
  expect(nextConnection(before, event, later)).toEqual(after);
});
