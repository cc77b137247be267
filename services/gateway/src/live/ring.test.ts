import { expect, it } from '@jest/globals';
import { createRing } from './ring.ts';

function ringOf(events: number, limits: { maxEvents?: number; maxCharacters?: number } = {}) {
  const ring = createRing({ epoch: 'e1', maxEvents: 5, maxCharacters: 10_000, ...limits });
  for (let n = 1; n <= events; n += 1) ring.add('hardware', `{"n":${n}}`);
  return ring;
}

it('writes ids of epoch and sequence', () => {
  const ring = ringOf(0);
  expect(ring.head()).toBe('e1-0');
  expect(ring.add('alert', '{}')).toBe('id: e1-1\nevent: alert\ndata: {}\n\n');
  expect(ring.head()).toBe('e1-1');
});

it.each([
  { title: 'first connection', last: undefined, events: 3, answer: { kind: 'snapshot' } },
  { title: 'empty id', last: '', events: 3, answer: { kind: 'snapshot' } },
  {
    title: 'another epoch',
    last: 'e0-2',
    events: 3,
    answer: { kind: 'snapshot', because: 'another epoch' },
  },
  { title: 'not an id', last: 'nonsense', events: 3, answer: { kind: 'snapshot' } },
  { title: 'an id from the future', last: 'e1-9', events: 3, answer: { kind: 'snapshot' } },
  { title: 'nothing missed', last: 'e1-3', events: 3, answer: { kind: 'replay', texts: [] } },
  {
    title: 'one missed',
    last: 'e1-2',
    events: 3,
    answer: { kind: 'replay', texts: [expect.stringContaining('"n":3')] },
  },
  { title: 'nothing sent yet', last: 'e1-0', events: 0, answer: { kind: 'replay', texts: [] } },
  { title: 'just within the ring', last: 'e1-4', events: 9, answer: { kind: 'replay' } },
  {
    title: 'too long away',
    last: 'e1-3',
    events: 9,
    answer: { kind: 'snapshot', because: 'too long away' },
  },
])('since: $title', ({ last, events, answer }) => {
  expect(ringOf(events).since(last)).toMatchObject(answer);
});

it('replays in order', () => {
  const replay = ringOf(9).since('e1-6');
  if (replay.kind !== 'replay') throw new Error('expected a replay');
  expect(replay.texts.map((text) => /"n":(\d)/.exec(text)?.[1])).toEqual(['7', '8', '9']);
});

it('is bounded in size as well, down to nothing', () => {
  const block = 'id: e1-1\nevent: hardware\ndata: {"n":1}\n\n'.length;
  expect(ringOf(4, { maxCharacters: 2 * block }).since('e1-2')).toMatchObject({ kind: 'replay' });
  expect(ringOf(4, { maxCharacters: 2 * block }).since('e1-1')).toMatchObject({ kind: 'snapshot' });
  expect(ringOf(4, { maxCharacters: 1 }).since('e1-3')).toMatchObject({ kind: 'snapshot' });
  expect(ringOf(4, { maxCharacters: 1 }).since('e1-4')).toEqual({ kind: 'replay', texts: [] });
});

it('gives a snapshot to whoever missed an event that nobody wanted', () => {
  const ring = ringOf(3);
  ring.skip();
  expect(ring.head()).toBe('e1-4');
  expect(ring.since('e1-3')).toMatchObject({ kind: 'snapshot' });
  expect(ring.since('e1-4')).toEqual({ kind: 'replay', texts: [] });
});
