import { expect, it } from '@jest/globals';
import { lookAtStream } from './look-at-stream.ts';
import type { Place } from './place.ts';
import { placeBeforeAll, reckon } from './place.ts';
import type { StreamFacts } from './stream-facts.ts';

const NAME = 'trader-A:stream:events.order.S-1';

function facts(given: Partial<StreamFacts> = {}): StreamFacts {
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

/** Read to an id of a stream that was looked at. */
const read = (position: string, given: Partial<StreamFacts> = {}): Place =>
  reckon(
    { ...placeBeforeAll(NAME), position, accounted: Number.parseInt(position, 10) },
    facts(given),
  ).place;
const gone: Place = { ...placeBeforeAll(NAME), position: '3-0', accounted: 3 };

it.each<{
  readonly title: string;
  readonly place: Place;
  readonly now: Partial<StreamFacts> | undefined;
  readonly hasRestarted?: boolean;
  readonly result: Readonly<Record<string, unknown>>;
}>([
  {
    title: 'went on',
    place: read('100-0'),
    now: { lastId: '110-0', added: 110, length: 110 },
    result: { fate: 'same', position: '100-0', lost: 0 },
  },
  {
    title: 'was trimmed under its reader',
    place: read('60-0'),
    now: { lastId: '110-0', added: 110, length: 20, firstId: '91-0' },
    result: { fate: 'same', position: '60-0', lost: 30 },
  },
  {
    title: 'is gone, read to its end',
    place: read('100-0'),
    now: undefined,
    result: { fate: 'vanished', position: '0-0', accounted: 0, lost: 0 },
  },
  {
    title: 'is gone, forty entries unread',
    place: read('60-0'),
    now: undefined,
    result: { fate: 'vanished', position: '0-0', accounted: 0, lost: 40 },
  },
  { title: 'is still gone', place: gone, now: undefined, result: { fate: 'same', lost: 0 } },
  {
    title: 'came back, three of its entries read already',
    place: gone,
    now: { lastId: '3-0', length: 3, added: 3 },
    result: { fate: 'made_anew', position: '3-0', accounted: 3, lost: 0 },
  },
  {
    title: 'came back and was trimmed already',
    place: gone,
    now: { lastId: '9-0', firstId: '8-0', length: 2, added: 9 },
    result: { fate: 'made_anew', position: '3-0', accounted: 7, lost: 4 },
  },
  {
    title: 'made anew with a clock that went back',
    place: read('100-0'),
    now: { lastId: '50-0', firstId: '49-0', length: 2, added: 2 },
    result: { fate: 'made_anew', position: '0-0', accounted: 0, lost: 0 },
  },
  {
    title: 'made anew under newer ids, two of them read',
    place: { ...read('100-0'), position: '202-0', accounted: 102 },
    now: { lastId: '202-0', firstId: '201-0', length: 2, added: 2 },
    result: { fate: 'made_anew', position: '202-0', accounted: 2, lost: 0 },
  },
  {
    title: 'made anew under newer ids, none of them read yet',
    place: read('60-0'),
    now: { lastId: '203-0', firstId: '201-0', length: 3, added: 3 },
    result: { fate: 'made_anew', position: '60-0', accounted: 0, lost: 40 },
  },
  {
    title: 'a recording played again under its own ids is new on a server that kept running',
    place: read('100-0'),
    now: { lastId: '50-0', length: 50, added: 50 },
    result: { fate: 'made_anew', position: '0-0', accounted: 0 },
  },
  {
    title: 'its server came back with an older copy: nothing is counted twice',
    place: read('100-0'),
    now: { lastId: '80-0', length: 80, added: 80 },
    hasRestarted: true,
    result: { fate: 'restored_older', position: '80-0', accounted: 80, lost: 0 },
  },
  {
    title: 'an older copy from before it was trimmed',
    place: read('100-0', { firstId: '51-0', length: 50 }),
    now: { lastId: '80-0', firstId: '21-0', length: 60, added: 80 },
    hasRestarted: true,
    result: { fate: 'restored_older', position: '80-0', accounted: 80 },
  },
  {
    title: 'an older copy that went on already',
    place: read('100-0'),
    now: { lastId: '120-0', length: 85, added: 85 },
    hasRestarted: true,
    result: { fate: 'restored_older', position: '100-0', accounted: undefined },
  },
  {
    title: 'made anew after a restart without a copy, the clock being behind',
    place: read('100-0', { firstId: '51-0', length: 50 }),
    now: { lastId: '41-0', firstId: '40-0', length: 2, added: 2 },
    hasRestarted: true,
    result: { fate: 'made_anew', position: '0-0', accounted: 0 },
  },
  {
    title: 'made anew and empty',
    place: read('100-0'),
    now: { lastId: '0-0', firstId: undefined, length: 0, added: 0 },
    result: { fate: 'made_anew', position: '0-0', accounted: 0 },
  },
  {
    title: 'a Redis that does not count: seen by its ids alone',
    place: read('100-0', { added: undefined }),
    now: { lastId: '50-0', added: undefined },
    result: { fate: 'made_anew', position: '0-0', accounted: undefined, lost: 0 },
  },
])('lookAtStream: $title', ({ place, now, hasRestarted = false, result }) => {
  const look = lookAtStream(place, now === undefined ? undefined : facts(now), { hasRestarted });
  const { position, accounted } = look.place;
  expect({ fate: look.fate, lost: look.lost, position, accounted }).toMatchObject(result);
});
