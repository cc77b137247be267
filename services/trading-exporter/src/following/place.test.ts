import { expect, it } from '@jest/globals';
import type { Place } from './place.ts';
import { advance, placeBeforeAll, reckon, unreadOf } from './place.ts';
import type { StreamFacts } from './stream-facts.ts';

const NAME = 'trader-A:stream:data.quotes.SIM.X';

function facts(given: Partial<StreamFacts>): StreamFacts {
  return {
    stream: NAME,
    lastId: '100-0',
    firstId: '1-0',
    length: 100,
    added: 100,
    groups: 0,
    ...given,
  };
}

const at = (position: string, accounted?: number, mark?: Place['mark']): Place => ({
  ...placeBeforeAll(NAME),
  position,
  accounted,
  mark,
});

it.each([
  {
    title: 'everything was read and nothing is missing',
    place: at('100-0', 100),
    given: {},
    result: { accounted: 100, mark: undefined, lost: 0 },
  },
  {
    title: 'everything was read but ten',
    place: at('100-0', 90),
    given: {},
    result: { accounted: 100, mark: undefined, lost: 10 },
  },
  {
    title: 'there is more to read: not known yet',
    place: at('60-0', 50),
    given: {},
    result: { accounted: 50, mark: { id: '100-0', added: 100 }, lost: 0 },
  },
  {
    title: 'still reading towards the mark of an earlier look',
    place: at('60-0', 50, { id: '90-0', added: 90 }),
    given: {},
    result: { accounted: 50, mark: { id: '90-0', added: 90 }, lost: 0 },
  },
  {
    title: 'trimmed under its reader: thirty of what is gone were unread',
    place: at('20-0', 20),
    given: { firstId: '51-0', length: 50 },
    result: { accounted: 50, mark: undefined, lost: 30 },
  },
  {
    title: 'all of it trimmed away',
    place: at('20-0', 20),
    given: { firstId: undefined, length: 0 },
    result: { accounted: 100, mark: undefined, lost: 80 },
  },
  {
    title: 'trimmed behind its reader',
    place: at('60-0', 60),
    given: { firstId: '51-0', length: 50 },
    result: { accounted: 60, mark: { id: '100-0', added: 100 }, lost: 0 },
  },
  {
    title: 'read entries were deleted (XDEL), which lowers the length only',
    place: at('100-0', 100),
    given: { length: 20, firstId: '81-0' },
    result: { accounted: 100, mark: undefined, lost: 0 },
  },
  {
    title: 'first sight of a stream that will be read whole',
    place: at('0-0'),
    given: { firstId: '51-0', length: 50 },
    result: { accounted: 50, mark: undefined, lost: 0 },
  },
  {
    title: 'first sight from the middle: known at the mark',
    place: at('60-0'),
    given: {},
    result: { accounted: undefined, mark: { id: '100-0', added: 100 }, lost: 0 },
  },
  {
    title: 'a Redis that does not count',
    place: at('100-0', 90, { id: '90-0', added: 90 }),
    given: { added: undefined },
    result: { accounted: undefined, mark: undefined, lost: 0 },
  },
  {
    title: 'a count that was set back by hand (XSETID)',
    place: at('100-0', 100),
    given: { added: 40 },
    result: { accounted: 40, mark: undefined, lost: 0 },
  },
])('reckon: $title', ({ place, given, result }) => {
  const { place: after, lost } = reckon(place, facts(given));
  expect({ accounted: after.accounted, mark: after.mark, lost }).toEqual(result);
  expect(after.seen).toEqual(facts(given));
});

it.each([
  {
    title: 'with no mark ahead',
    place: at('60-0', 60),
    read: { entries: 5, lastId: '65-0', upToMark: 0 },
    result: { accounted: 65, marked: false, lost: 0 },
  },
  {
    title: 'short of the mark',
    place: at('60-0', 60, { id: '100-0', added: 100 }),
    read: { entries: 5, lastId: '65-0', upToMark: 0 },
    result: { accounted: 65, marked: true, lost: 0 },
  },
  {
    title: 'exactly to the mark',
    place: at('60-0', 60, { id: '100-0', added: 100 }),
    read: { entries: 40, lastId: '100-0', upToMark: 40 },
    result: { accounted: 100, marked: false, lost: 0 },
  },
  {
    title: 'past the mark, and seven before it were not there',
    place: at('60-0', 60, { id: '100-0', added: 100 }),
    read: { entries: 43, lastId: '110-0', upToMark: 33 },
    result: { accounted: 110, marked: false, lost: 7 },
  },
  {
    title: 'past a mark whose entries are all gone',
    place: at('60-0', 60, { id: '100-0', added: 100 }),
    read: { entries: 1, lastId: '101-0', upToMark: 0 },
    result: { accounted: 101, marked: false, lost: 40 },
  },
  {
    title: 'past the first mark: from here on losses are known',
    place: at('60-0', undefined, { id: '100-0', added: 100 }),
    read: { entries: 30, lastId: '105-0', upToMark: 25 },
    result: { accounted: 105, marked: false, lost: 0 },
  },
  {
    title: 'where nothing is counted',
    place: at('60-0'),
    read: { entries: 5, lastId: '65-0', upToMark: 0 },
    result: { accounted: undefined, marked: false, lost: 0 },
  },
])('advance: $title', ({ place, read, result }) => {
  const { place: after, lost } = advance(place, { ...read, upTo: () => read.upToMark });
  expect(after.position).toBe(read.lastId);
  expect({ accounted: after.accounted, marked: after.mark !== undefined, lost }).toEqual(result);
});

it.each([
  { place: at('60-0', 60, { id: '100-0', added: 100 }), unread: 40 },
  { place: at('60-0', 60), unread: 0 },
  { place: at('60-0', undefined, { id: '100-0', added: 100 }), unread: 0 },
  { place: at('60-0', 120, { id: '100-0', added: 100 }), unread: 0 },
])('unreadOf: $unread', ({ place, unread }) => {
  expect(unreadOf(place)).toBe(unread);
});
