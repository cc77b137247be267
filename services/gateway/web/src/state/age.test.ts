import { expect, it } from '@jest/globals';
import { m4max, snapshot } from '../fixtures/samples.ts';
import { ageOf, dataAge } from './age.ts';
import type { Board } from './board.ts';
import { applyEvent } from './board.ts';

const now = new Date('2026-01-05T10:00:02.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

it.each([
  { title: 'fresh', change: {}, seconds: 1, age: { seconds: 1.4, stale: false } },
  { title: 'grows while nothing comes', change: {}, seconds: 10, age: { stale: true } },
  { title: 'stale by its own word', change: { stale: true }, seconds: 0, age: { stale: true } },
  { title: 'slow but well', change: { interval_seconds: 60 }, seconds: 90, age: { stale: false } },
  { title: 'our clock went back', change: {}, seconds: -60, age: { seconds: 0.4, stale: false } },
])('age: $title', ({ change, seconds, age }) => {
  expect(ageOf({ sample: m4max(change), receivedAt: now }, later(seconds))).toMatchObject(age);
});

function boardOf(): Board {
  const board = applyEvent(undefined, { kind: 'snapshot', body: snapshot() }, now);
  if (board === undefined) throw new Error('a snapshot makes a board');
  return board;
}

it('calls the data stale as soon as one part of it is', () => {
  const board = boardOf();
  expect(dataAge(board, 'mac-1', later(1))).toEqual({ kind: 'fresh', seconds: 1.4 });
  expect(dataAge(board, 'mac-1', later(9))).toEqual({
    kind: 'stale',
    what: ['hardware', 'trading'],
    seconds: 9.4,
  });
  expect(dataAge(board, 'elsewhere', now)).toEqual({ kind: 'none' });
  expect(dataAge(board, undefined, now)).toEqual({ kind: 'none' });
});
