import { expect, it } from '@jest/globals';
import type { KeptPlace } from './choose-places.ts';
import { choosePlaces, MAX_STREAMS } from './choose-places.ts';
import type { Place } from './place.ts';
import { placeBeforeAll, reckon } from './place.ts';
import type { StreamFacts } from './stream-facts.ts';

const ORDERS = 'trader-A:stream:events.order.S-1';
const QUOTES = 'trader-A:stream:data.quotes.SIM.X';
const OTHER = 'trader-B:stream:data.quotes.SIM.X';

/** A stream with an entry each thousand milliseconds, by the id of its newest. */
function stream(name: string, lastId: string, more: Partial<StreamFacts> = {}): StreamFacts {
  const added = Math.floor(Number.parseInt(lastId, 10) / 1000);
  return { stream: name, lastId, firstId: '1000-0', length: added, added, groups: 0, ...more };
}

function followed(facts: StreamFacts, position = facts.lastId): readonly [string, Place] {
  const place = { ...placeBeforeAll(facts.stream), position, accounted: undefined };
  return [facts.stream, reckon(place, facts).place];
}

function choose(given: {
  readonly found: readonly StreamFacts[];
  readonly foreign?: readonly string[];
  readonly following?: readonly (readonly [string, Place])[];
  readonly kept?: Readonly<Record<string, KeptPlace>>;
  readonly wasAway?: boolean;
  readonly hasRestarted?: boolean;
  readonly hadLeftOut?: boolean;
}) {
  const { places, ...rest } = choosePlaces({
    foreign: [],
    wasAway: false,
    hasRestarted: false,
    ...given,
    following: new Map(given.following),
    kept: new Map(Object.entries(given.kept ?? {})),
    windowSeconds: 60,
    busMilliseconds: 1_000_000,
  });
  const positions = Object.fromEntries(
    [...places].map(([name, { position }]) => [name, position] as const),
  );
  return { positions, places, ...rest };
}

it.each([
  {
    title: 'the last window of the trader, never past the end of a stream',
    given: { found: [stream(ORDERS, '500000-0'), stream(QUOTES, '450000-3')] },
    positions: { [ORDERS]: '439999-0', [QUOTES]: '439999-0' },
  },
  {
    title: 'a stream of the trader that fell silent before the window: from its end',
    given: { found: [stream(ORDERS, '500000-0'), stream(QUOTES, '100000-3')] },
    positions: { [ORDERS]: '439999-0', [QUOTES]: '100000-3' },
  },
  {
    title: 'another trader has a clock of its own: a recording is read too',
    given: { found: [stream(ORDERS, '500000-0'), stream(OTHER, '70000-0')] },
    positions: { [ORDERS]: '439999-0', [OTHER]: '9999-0' },
  },
  {
    title: 'what a trader of another day has left beside one who trades now',
    given: { found: [stream(ORDERS, '990000-0'), stream(OTHER, '70000-0')] },
    positions: { [ORDERS]: '940999-0', [OTHER]: '70000-0' },
  },
  {
    title: 'a trader who is live, and quiet for a while: nothing older than the window of now',
    given: { found: [stream(ORDERS, '945000-0'), stream(QUOTES, '600000-0')] },
    positions: { [ORDERS]: '940999-0', [QUOTES]: '600000-0' },
  },
  {
    title: 'found later beside one who trades now: it was added just now, whatever its ids say',
    given: {
      found: [stream(ORDERS, '990000-0'), stream(OTHER, '70000-0')],
      following: [followed(stream(ORDERS, '990000-0'))],
    },
    positions: { [ORDERS]: '990000-0', [OTHER]: '0-0' },
  },
  {
    title: 'younger than a window: from the beginning',
    given: { found: [stream(ORDERS, '5-0')] },
    positions: { [ORDERS]: '0-0' },
  },
  {
    title: 'an id from the future does not hide what the trader did up to now',
    given: { found: [stream(ORDERS, '99000000-0'), stream(QUOTES, '999000-0')] },
    positions: { [ORDERS]: '940999-0', [QUOTES]: '940999-0' },
  },
  {
    title: 'after a short restart: where it was left',
    given: {
      found: [stream(ORDERS, '500000-0')],
      kept: { [ORDERS]: { id: '490000-2', accounted: 490 } },
    },
    positions: { [ORDERS]: '490000-2' },
  },
  {
    title: 'after a long restart: orders where they were left, of market data the window',
    given: {
      found: [stream(ORDERS, '500000-0'), stream(QUOTES, '500000-0')],
      kept: {
        [ORDERS]: { id: '100000-2', accounted: 100 },
        [QUOTES]: { id: '100000-2', accounted: 100 },
      },
    },
    positions: { [ORDERS]: '100000-2', [QUOTES]: '439999-0' },
  },
  {
    title: 'made anew while nobody looked, by its ids',
    given: {
      found: [stream(ORDERS, '500000-0')],
      kept: { [ORDERS]: { id: '900000-2', accounted: undefined } },
    },
    positions: { [ORDERS]: '439999-0' },
  },
  {
    title: 'made anew while nobody looked, by its count',
    given: {
      found: [stream(ORDERS, '500000-0', { added: 3, length: 3 })],
      kept: { [ORDERS]: { id: '490000-0', accounted: 490 } },
    },
    positions: { [ORDERS]: '439999-0' },
  },
])('first sight: $title', ({ given, positions }) => {
  expect(choose(given)).toMatchObject({ positions, happenings: [], lost: 0, leftOut: 0 });
});

it('counts what was trimmed between two runs, if it was of the window', () => {
  const found = [stream(ORDERS, '500000-0', { firstId: '496000-0', length: 5 })];
  const kept = { [ORDERS]: { id: '490000-0', accounted: 490 } };
  expect(choose({ found, kept })).toMatchObject({ lost: 5 });
});

const before = stream(ORDERS, '500000-0');

it.each([
  {
    title: 'goes on',
    given: {
      found: [stream(ORDERS, '510000-0')],
      following: [followed(before, '499000-0')],
    },
    positions: { [ORDERS]: '499000-0' },
    happenings: [],
  },
  {
    title: 'gone: whatever comes next is new',
    given: { found: [], following: [followed(before)] },
    positions: { [ORDERS]: '0-0' },
    happenings: [{ stream: ORDERS, what: 'vanished' }],
  },
  {
    title: 'another type',
    given: { found: [], foreign: [ORDERS], following: [followed(before)] },
    positions: {},
    happenings: [{ stream: ORDERS, what: 'other_type' }],
  },
  {
    title: 'renamed: read on under the new name, and not counted again',
    given: {
      found: [stream('trader-A:stream:old', '501000-0')],
      following: [followed(before, '499000-0')],
    },
    positions: { 'trader-A:stream:old': '499000-0' },
    happenings: [{ stream: 'trader-A:stream:old', what: 'renamed', from: ORDERS }],
  },
  {
    title: 'renamed, and a new one under the old name (a rotation)',
    given: {
      found: [
        stream(ORDERS, '520000-0', { firstId: '515000-0', length: 5, added: 5 }),
        stream('trader-A:stream:old', '500000-0'),
      ],
      following: [followed(before, '499000-0')],
    },
    positions: { [ORDERS]: '499000-0', 'trader-A:stream:old': '499000-0' },
    happenings: [
      { stream: ORDERS, what: 'made_anew' },
      { stream: 'trader-A:stream:old', what: 'renamed', from: ORDERS },
    ],
  },
  {
    title: 'two that have the same first id are two, while both are there',
    given: {
      found: [before, stream(QUOTES, '500000-0')],
      following: [followed(before)],
    },
    positions: { [ORDERS]: '500000-0', [QUOTES]: '0-0' },
    happenings: [],
  },
  {
    title: 'away for a moment: goes on',
    given: {
      found: [stream(ORDERS, '510000-0')],
      following: [followed(before)],
      wasAway: true,
    },
    positions: { [ORDERS]: '500000-0' },
    happenings: [],
  },
  {
    title: 'away for long: orders where they were left, of market data the window',
    given: {
      found: [stream(ORDERS, '900000-0'), stream(QUOTES, '900000-0')],
      following: [followed(before), followed(stream(QUOTES, '500000-0'))],
      wasAway: true,
    },
    positions: { [ORDERS]: '500000-0', [QUOTES]: '839999-0' },
    happenings: [],
  },
])('followed: $title', ({ given, positions, happenings }) => {
  expect(choose(given)).toMatchObject({ happenings, lost: 0 });
  expect(choose(given).positions).toEqual(positions);
});

it('reads so many streams, orders before market data, and says how many it leaves out', () => {
  const quotes = Array.from({ length: MAX_STREAMS }, (_, index) =>
    stream(`trader-A:stream:data.quotes.SIM.${index}`, '500000-0'),
  );
  const gone = followed(stream('trader-A:stream:gone', '400000-0'));
  const chosen = choose({
    found: [...quotes, before],
    following: [...quotes.map((facts) => followed(facts)), gone],
  });
  expect(chosen.leftOut).toBe(1);
  expect(chosen.places.size).toBe(MAX_STREAMS);
  expect(chosen.places.has('trader-A:stream:gone')).toBe(false);
  expect(chosen.places.has(ORDERS)).toBe(true);
});

it('knows what came while nobody read, and what is read as it comes', () => {
  const kept = { [ORDERS]: { id: '100000-2', accounted: 100 } };
  const { places } = choose({
    found: [stream(ORDERS, '500000-7'), stream(OTHER, '490000-0')],
    kept,
  });
  expect(places.get(ORDERS)?.lateUntilMilliseconds).toBe(500_000);
  expect(places.get(OTHER)?.lateUntilMilliseconds).toBe(Number.NEGATIVE_INFINITY);
});

it('takes a stream for an old one that had no room before', () => {
  const following = [followed(stream(ORDERS, '500000-0'))];
  const { positions } = choose({
    found: [stream(ORDERS, '500000-0'), stream(OTHER, '450000-0')],
    following,
    hadLeftOut: true,
  });
  expect(positions[OTHER]).toBe('389999-0');
});
