import { expect, it } from '@jest/globals';
import { createRepeats, identityOf } from './repeats.ts';

it('createRepeats: only the second one is a repeat', () => {
  const isRepeat = createRepeats();
  expect(['a', 'b', 'a', 'b', 'c'].map(isRepeat)).toEqual([false, false, true, true, false]);
});

it('createRepeats: forgets the oldest', () => {
  const isRepeat = createRepeats();
  for (let index = 0; index <= 20_000; index += 1) isRepeat(String(index));
  expect([isRepeat('20000'), isRepeat('0')]).toEqual([true, false]);
});

it.each([
  {
    title: 'a sample sent again',
    one: { host: 'a', taken_at: 't', published_at: '1' },
    other: { host: 'a', taken_at: 't', published_at: '2' },
    same: true,
  },
  {
    title: 'samples of two hosts',
    one: { host: 'a', taken_at: 't' },
    other: { host: 'b', taken_at: 't' },
    same: false,
  },
  {
    title: 'an event sent again',
    one: { id: '1', at: 'x' },
    other: { id: '1', at: 'x' },
    same: true,
  },
  { title: 'other events', one: { id: '1' }, other: { id: '2' }, same: false },
  {
    title: 'no identity, same text',
    one: { what: 'firing' },
    other: { what: 'firing' },
    same: true,
  },
  {
    title: 'no identity, other text',
    one: { what: 'firing' },
    other: { what: 'resolved' },
    same: false,
  },
])('identityOf: $title', ({ one, other, same }) => {
  const identities = [one, other].map((entry) => identityOf(entry, JSON.stringify(entry)));
  expect(identities[0] === identities[1]).toBe(same);
});
