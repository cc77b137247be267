import { expect, it } from '@jest/globals';
import { tradingSample } from '../fixtures/samples.ts';
import { venueNews, venueTable } from './venues.ts';

const NOW = new Date(2026, 0, 5, 10, 0);
const at = (hour: number) => new Date(2026, 0, 5, hour, 30).toISOString();

it.each([
  { title: 'open and speaking', session: { open: true, silent_seconds: 0.2 }, news: [] },
  { title: 'open, of unknown silence', session: { open: true }, news: [] },
  {
    title: 'open and silent',
    session: { open: true, silent_seconds: 75 },
    news: [{ name: 'X', value: 'silent for 75 s', tone: 'warning' }],
  },
  {
    title: 'open and silent for long',
    session: { open: true, silent_seconds: 301 },
    news: [{ name: 'X', value: 'silent for 5 min', tone: 'critical' }],
  },
  {
    title: 'closed',
    session: { open: false, next_change_at: at(14) },
    news: [{ name: 'X', value: 'closed until 14:30', tone: 'fine' }],
  },
  {
    title: 'closed for nobody knows how long',
    session: { open: false },
    news: [{ name: 'X', value: 'closed', tone: 'fine' }],
  },
])('a venue that is $title', ({ session, news }) => {
  expect(venueNews([{ venue: 'X', ...session }], NOW)).toEqual(news);
});

it('names closed venues together', () => {
  const closed = (count: number) =>
    venueNews(
      Array.from({ length: count }, (_, index) => ({ venue: `V${index}`, open: false })),
      NOW,
    );
  expect(closed(2)).toEqual([{ name: 'Closed', value: 'V0, V1', tone: 'fine' }]);
  expect(closed(6)).toEqual([{ name: 'Closed', value: 'V0, V1, V2, V3 and 2 more', tone: 'fine' }]);
});

it('lays sessions and clocks of the same venue side by side', () => {
  const sample = tradingSample({
    sessions: [{ venue: 'B', open: true, silent_seconds: 0.24, next_change_at: at(17) }],
    venue_clocks: [
      { venue: 'B', offset_seconds_estimated: -0.0004, samples: 10, skewed_samples: 3 },
      { venue: 'A', offset_seconds_estimated: 0.002, samples: 10, skewed_samples: 0 },
    ],
  });
  expect(venueTable(sample, NOW).rows.map(({ name, cells }) => [name, ...cells])).toEqual([
    ['A', undefined, undefined, undefined, '2.00', undefined],
    ['B', 'open', '17:30', 'just now', '−0.40', '3'],
  ]);
  expect(venueTable(tradingSample(), NOW).rows).toEqual([]);
});
