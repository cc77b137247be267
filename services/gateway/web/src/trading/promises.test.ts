import { expect, it } from '@jest/globals';
import type { LatestTrading } from '@m4max/contracts';
import { tradingSample } from '../fixtures/samples.ts';
import { budgetNews, promiseTable } from './promises.ts';

type Slo = NonNullable<LatestTrading['slos']>[number];

const burn = (window_seconds: number, burn_rate: number, sustained?: number) => ({
  window_seconds,
  events: 500,
  burn_rate,
  ...(sustained === undefined ? {} : { sustained_burn_rate: sustained }),
});
const slo = (name: string, burn_rates: Slo['burn_rates'], good = 19_999, bad = 1): Slo => ({
  slo: name,
  target_seconds: 0.01,
  objective: 0.95,
  good_total: good,
  bad_total: bad,
  burn_rates,
});

it.each([
  { title: 'nothing was promised', slos: [], news: [] },
  { title: 'there are too few events', slos: [slo('risk', [])], news: [] },
  {
    title: 'it burns slowly',
    slos: [slo('risk', [burn(3600, 3, 3), burn(21_600, 5, 5)])],
    news: [],
  },
  { title: 'it burned and is over', slos: [slo('risk', [burn(3600, 19, 0.5)])], news: [] },
  { title: 'only a short time burns', slos: [slo('risk', [burn(300, 20)])], news: [] },
  {
    title: 'it burns for hours',
    slos: [slo('ml_infer', [burn(21_600, 7, 6.5)]), slo('risk', [burn(21_600, 8, 6.2)])],
    news: [{ name: 'Budget, ML inference', value: 'burns 6.5× in 6 h', tone: 'warning' }],
  },
  {
    title: 'it burns fast',
    slos: [slo('order_ack', [burn(3600, 18, 15), burn(21_600, 9, 9)])],
    news: [{ name: 'Budget, Order answers', value: 'burns 15× in 1 h', tone: 'critical' }],
  },
])('says of a budget where $title', ({ slos, news }) => {
  expect(budgetNews(slos)).toEqual(news);
});

it('shows what was promised and kept, and never calls all but one all', () => {
  const sample = tradingSample({
    slos: [
      slo('order_ack', [burn(259_200, 0.5), burn(300, 2)]),
      slo('new_one', [burn(300, 20), burn(3600, 16, 16)], 0, 0),
    ],
  });
  expect(promiseTable(sample)).toEqual({
    title: 'Promises',
    columns: ['Within, ms', 'Promised', 'Kept', 'Events', 'Burn, 5 min', 'Burn, 1 h', 'Burn, 3 d'],
    rows: [
      {
        key: 'order_ack',
        name: 'Order answers',
        tone: 'fine',
        cells: ['10', '95 %', '99.99 %', '20 k', '2×', undefined, '0.5×'],
      },
      {
        key: 'new_one',
        name: 'new one',
        tone: 'critical',
        cells: ['10', '95 %', undefined, '0', '20×', '16×', undefined],
      },
    ],
  });
});
