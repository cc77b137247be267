import { expect, it } from '@jest/globals';
import { sampleAge } from './age.ts';

const storeNow = new Date('2026-01-01T12:00:10.000Z');
const sample = { taken_at: '2026-01-01T00:00:00.000Z', interval_seconds: 1 };

/** An entry that has been in the store for so many seconds on the store's clock. */
const stored = (seconds: number) => `${storeNow.getTime() - seconds * 1000}-0`;

it.each([
  { title: 'fresh, clocks twelve hours apart', waits: 0.02, inStore: 0.5, age: 0.52, stale: false },
  { title: 'three intervals are not stale yet', waits: 1, inStore: 2, age: 3, stale: false },
  { title: 'more than three are', waits: 1, inStore: 2.001, age: 3.001, stale: true },
  { title: 'waited for the store', waits: 40, inStore: 0, age: 40, stale: true },
  { title: 'the publisher’s clock went back', waits: -5, inStore: 1, age: 1, stale: false },
  { title: 'the store’s clock went back', waits: 1, inStore: -9, age: 1, stale: false },
])('sampleAge: $title', ({ waits, inStore, age, stale }) => {
  const published_at = new Date(Date.parse(sample.taken_at) + waits * 1000).toISOString();
  const result = sampleAge({ ...sample, published_at }, { entryId: stored(inStore), storeNow });
  expect(result.age_seconds).toBeCloseTo(age, 6);
  expect(result.stale).toBe(stale);
});

it('sampleAge: without a time of publishing only the store’s part is known', () => {
  expect(sampleAge(sample, { entryId: stored(2), storeNow }).age_seconds).toBe(2);
});
