import { expect, it } from '@jest/globals';
import type { InstrumentTicks } from './tick-to-order.ts';
import { createInstrumentTicks } from './tick-to-order.ts';

const moment = (microseconds: number) => ({
  seconds: 1_767_623_400 + Math.floor(microseconds / 1e6),
  nanoseconds: (microseconds % 1e6) * 1000,
});

/** Ticks (`t`) and orders (`o`) by their microseconds; `lose` is a tick that was only counted. */
type Step = { readonly t: number } | { readonly o: number } | 'lose' | 'settle';

function step(ticks: InstrumentTicks, it: Step): readonly number[] {
  if (it === 'lose') {
    ticks.lose();
    return [];
  }
  if (it === 'settle') return ticks.settleAll().map(({ nanoseconds }) => nanoseconds / 1000);
  if ('t' in it) return ticks.tick(moment(it.t)).map(({ nanoseconds }) => nanoseconds / 1000);
  ticks.order({ madeAt: moment(it.o), input: 'bus', labels: {}, atMilliseconds: 5 });
  return [];
}

it.each<{ readonly title: string; readonly steps: readonly Step[]; readonly told: number[] }>([
  { title: 'an order after a tick', steps: [{ t: 0 }, { o: 250 }, { t: 900 }], told: [250] },
  { title: 'nothing before the next tick', steps: [{ t: 0 }, { o: 250 }], told: [] },
  { title: 'all that is read by then', steps: [{ t: 0 }, { o: 250 }, 'settle'], told: [250] },
  {
    title: 'an order read before the tick that it came from',
    steps: [{ t: 0 }, { o: 800_250 }, { t: 800_000 }, { t: 900_000 }],
    told: [250],
  },
  {
    title: 'an order read after ticks that came later',
    steps: [{ t: 0 }, { t: 200 }, { t: 400 }, { o: 250 }, { t: 900 }],
    told: [50],
  },
  {
    title: 'quotes and trades out of order',
    steps: [{ t: 200 }, { t: 0 }, { o: 250 }, 'settle'],
    told: [50],
  },
  { title: 'an order without any tick', steps: [{ o: 250 }, 'settle'], told: [] },
  { title: 'a tick of long ago', steps: [{ t: 0 }, { o: 1_000_000 }, 'settle'], told: [] },
  { title: 'a tick of the same nanosecond', steps: [{ t: 9 }, { o: 9 }, 'settle'], told: [] },
  {
    title: 'nothing of a tick that others came after unread',
    steps: [{ t: 0 }, 'lose', { o: 250 }, { t: 900 }],
    told: [],
  },
  {
    title: 'nothing of an order that unread ticks came before',
    steps: [{ t: 0 }, { o: 250 }, 'lose', { t: 900 }],
    told: [],
  },
  {
    title: 'the first tick that is read again',
    steps: ['lose', { t: 100 }, { o: 250 }, 'settle', 'settle'],
    told: [150],
  },
  {
    title: 'two orders at once',
    steps: [{ t: 0 }, { o: 250 }, { o: 300 }, { t: 900 }],
    told: [250, 300],
  },
  {
    title: 'the last of more ticks than are kept',
    steps: [...Array.from({ length: 100 }, (_, n) => ({ t: n })), { o: 103 }, 'settle'],
    told: [4],
  },
])('tells $title', ({ steps, told }) => {
  const ticks = createInstrumentTicks();
  expect(steps.flatMap((it) => step(ticks, it))).toEqual(told);
});

it('waits for a second after it was first looked at, however old the order is by then', () => {
  const ticks = createInstrumentTicks();
  const order = (microseconds: number) =>
    ticks.order({ madeAt: moment(microseconds), input: 'bus', labels: {}, atMilliseconds: 5 });
  ticks.tick(moment(0));
  order(250);
  expect(ticks.settle(9_000_000)).toEqual([]);
  order(300);
  expect(ticks.settle(9_000_999)).toEqual([]);
  expect(ticks.settle(9_001_000)).toMatchObject([{ nanoseconds: 250_000 }]);
  expect(ticks.hasWaiting()).toBe(true);
  expect(ticks.settle(9_001_999)).toMatchObject([{ nanoseconds: 300_000 }]);
  expect(ticks.hasWaiting()).toBe(false);
});

it('keeps a batch of orders that wait, and no more', () => {
  const ticks = createInstrumentTicks();
  ticks.tick(moment(0));
  for (let order = 0; order < 100; order++) step(ticks, { o: 250 });
  expect(ticks.settleAll()).toHaveLength(64);
});
