import { expect, it } from '@jest/globals';
import { withAge } from './latest.ts';

const now = new Date('2026-01-05T10:00:10.000Z');
const sample = {
  taken_at: '2026-01-05T10:00:08.000Z',
  published_at: '2026-01-05T10:00:08.500Z',
  interval_seconds: 1,
};

it.each([
  {
    title: 'just stored',
    storedAt: '2026-01-05T10:00:10.000Z',
    offsetMs: 0,
    age: 0.5,
    stale: false,
  },
  {
    title: 'two seconds there',
    storedAt: '2026-01-05T10:00:08.000Z',
    offsetMs: 0,
    age: 2.5,
    stale: false,
  },
  {
    title: 'just three intervals',
    storedAt: '2026-01-05T10:00:07.500Z',
    offsetMs: 0,
    age: 3,
    stale: false,
  },
  {
    title: 'over three intervals',
    storedAt: '2026-01-05T10:00:07.000Z',
    offsetMs: 0,
    age: 3.5,
    stale: true,
  },
  {
    title: 'store an hour ahead of us',
    storedAt: '2026-01-05T11:00:09.000Z',
    offsetMs: 3_600_000,
    age: 1.5,
    stale: false,
  },
  {
    title: 'stored after now',
    storedAt: '2026-01-05T10:00:11.000Z',
    offsetMs: 0,
    age: 0.5,
    stale: false,
  },
])('withAge: $title', ({ storedAt, offsetMs, age, stale }) => {
  const aged = withAge({ sample, storedAt: new Date(storedAt) }, offsetMs, now);
  expect(aged).toEqual({ ...sample, age_seconds: age, stale });
});

it('takes a publisher whose clock went back, and one that does not say when it published', () => {
  const storedAt = now;
  const backwards = { ...sample, published_at: '2026-01-05T10:00:07.000Z' };
  expect(withAge({ sample: backwards, storedAt }, 0, now).age_seconds).toBe(0);
  const { published_at, ...silent } = sample;
  expect(published_at).toBeDefined();
  expect(withAge({ sample: silent, storedAt }, 0, now).age_seconds).toBe(0);
});
