import { expect, it } from '@jest/globals';
import { createVenueClocks } from './venue-clocks.ts';

const NOW = 1_767_623_400_000;

it.each([
  { title: 'the lowest time', times: [3e6, 1.25e6, 9e6], offset: 0.00125, samples: 3, skewed: 0 },
  { title: 'a venue ahead', times: [2e6, -6e6, -1], offset: -0.006, samples: 3, skewed: 2 },
  { title: 'nothing of NaN', times: [Number.NaN, 1e6], offset: 0.001, samples: 1, skewed: 0 },
  { title: 'nothing of 1e30', times: [1e30, -1e30, 1e6], offset: 0.001, samples: 1, skewed: 0 },
])('tells $title', ({ times, offset, samples, skewed }) => {
  const clocks = createVenueClocks(60);
  for (const time of times) clocks.of('SIM').observe(time, NOW);
  expect(clocks.clocks(NOW)).toEqual([
    { venue: 'SIM', offset_seconds_estimated: offset, samples, skewed_samples: skewed },
  ]);
});

it('forgets what has left the window, and says nothing of a venue that is silent', () => {
  const clocks = createVenueClocks(60);
  clocks.of('SIM').observe(1e6, NOW);
  clocks.of('SIM').observe(2e6, NOW + 59_000);
  expect(clocks.clocks(NOW + 90_000)).toMatchObject([
    { offset_seconds_estimated: 0.002, samples: 1 },
  ]);
  expect(clocks.clocks(NOW + 200_000)).toEqual([]);
  clocks.of('SIM').observe(3e6, NOW); // Read long after its time.
  expect(clocks.clocks(NOW + 90_000)).toMatchObject([{ samples: 1 }]);
});

it('puts venues beyond the sixty-fourth together', () => {
  const clocks = createVenueClocks(60);
  for (let number = 0; number < 70; number++) clocks.of(`V-${number}`).observe(1e6, NOW);
  clocks.of('V-1').observe(1e6, NOW);
  const told = clocks.clocks(NOW);
  expect(told).toHaveLength(65);
  expect(told.at(-1)).toMatchObject({ venue: 'other', samples: 6 });
  expect(told[1]).toMatchObject({ venue: 'V-1', samples: 2 });
});
