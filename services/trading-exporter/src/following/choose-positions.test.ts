import { expect, it } from '@jest/globals';
import { choosePositions, MAX_STREAMS } from './choose-positions.ts';
import { compareIds } from './entry-id.ts';

const ORDERS = 'trader-A:stream:events.order.S-1';
const QUOTES = 'trader-A:stream:data.quotes.SIM.X';
const OTHER = 'trader-B:stream:data.quotes.SIM.X';

type Ids = Readonly<Record<string, string>>;

function choose(given: { found: Ids; following?: Ids; stored?: Ids }) {
  const { positions, remade } = choosePositions({
    found: Object.entries(given.found).map(([name, lastId]) => ({ name, lastId })),
    following: new Map(Object.entries(given.following ?? {})),
    stored: new Map(Object.entries(given.stored ?? {})),
    windowSeconds: 60,
  });
  return { positions: Object.fromEntries(positions), remade };
}

it.each([
  {
    title: 'first sight: the last window of the trader, not of the stream',
    given: { found: { [ORDERS]: '500000-0', [QUOTES]: '100000-3' } },
    positions: { [ORDERS]: '439999-0', [QUOTES]: '439999-0' },
    remade: [],
  },
  {
    title: 'another trader has a clock of its own: a recording is read too',
    given: { found: { [ORDERS]: '500000-0', [OTHER]: '70000-0' } },
    positions: { [ORDERS]: '439999-0', [OTHER]: '9999-0' },
    remade: [],
  },
  {
    title: 'younger than a window: from the beginning',
    given: { found: { [ORDERS]: '5-0' } },
    positions: { [ORDERS]: '0-0' },
    remade: [],
  },
  {
    title: 'followed: goes on',
    given: { found: { [ORDERS]: '500000-0' }, following: { [ORDERS]: '499999-7' } },
    positions: { [ORDERS]: '499999-7' },
    remade: [],
  },
  {
    title: 'made anew with a clock that went back',
    given: { found: { [ORDERS]: '400000-0' }, following: { [ORDERS]: '499999-7' } },
    positions: { [ORDERS]: '0-0' },
    remade: [ORDERS],
  },
  {
    title: 'gone: whatever comes next is new',
    given: { found: {}, following: { [ORDERS]: '499999-7' } },
    positions: { [ORDERS]: '0-0' },
    remade: [],
  },
  {
    title: 'after a short restart: where it was left',
    given: { found: { [ORDERS]: '500000-0' }, stored: { [ORDERS]: '490000-2' } },
    positions: { [ORDERS]: '490000-2' },
    remade: [],
  },
  {
    title: 'after a long restart: what is older than the window would be shown as now',
    given: { found: { [ORDERS]: '500000-0' }, stored: { [ORDERS]: '100000-2' } },
    positions: { [ORDERS]: '439999-0' },
    remade: [],
  },
  {
    title: 'made anew while nobody looked',
    given: { found: { [ORDERS]: '500000-0' }, stored: { [ORDERS]: '900000-2' } },
    positions: { [ORDERS]: '439999-0' },
    remade: [],
  },
])('choosePositions: $title', ({ given, positions, remade }) => {
  expect(choose(given)).toEqual({ positions, remade });
});

it('reads so many streams and says how many it leaves out', () => {
  const found = Array.from({ length: MAX_STREAMS + 3 }, (_, index) => ({
    name: `trader-A:stream:data.quotes.SIM.${index}`,
    lastId: '500000-0',
  }));
  const gone = new Map([['trader-A:stream:gone', '1-0']]);
  const chosen = choosePositions({ found, following: gone, stored: new Map(), windowSeconds: 60 });
  expect(chosen.leftOut).toBe(3);
  expect(chosen.positions.size).toBe(MAX_STREAMS);
  expect(chosen.positions.has('trader-A:stream:gone')).toBe(false);
});

it.each([
  { a: '1-0', b: '1-0', sign: 0 },
  { a: '9-0', b: '10-0', sign: -1 },
  { a: '10-9', b: '10-10', sign: -1 },
  { a: '10-18446744073709551615', b: '10-18446744073709551614', sign: 1 },
  { a: '10', b: '10-0', sign: 0 },
])('compareIds $a, $b', ({ a, b, sign }) => {
  expect(Math.sign(compareIds(a, b))).toBe(sign);
});
