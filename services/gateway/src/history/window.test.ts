import { expect, it } from '@jest/globals';
import { historyWindow } from './window.ts';

const now = new Date('2026-01-05T10:00:05.000Z');
const limit = 1000;

it.each([
  {
    title: 'an hour by default',
    asked: { limit },
    step: 10,
    stored: 10,
    from: '2026-01-05T09:00:00.000Z',
  },
  {
    title: 'two hours',
    asked: { hours: 2, limit },
    step: 10,
    stored: 10,
    from: '2026-01-05T08:00:00.000Z',
  },
  {
    title: 'six hours are over the limit of points',
    asked: { hours: 5.9, limit },
    step: 30,
    stored: 10,
    from: '2026-01-05T04:06:00.000Z',
  },
  {
    title: 'a day is kept by the minute',
    asked: { hours: 24, limit },
    step: 120,
    stored: 60,
    from: '2026-01-04T10:00:00.000Z',
  },
  {
    title: 'thirty days',
    asked: { hours: 720, limit },
    step: 2640,
    stored: 60,
    from: '2025-12-06T09:44:00.000Z',
  },
  {
    title: 'a wish',
    asked: { hours: 1, resolution: 60, limit },
    step: 60,
    stored: 60,
    from: '2026-01-05T09:00:00.000Z',
  },
  {
    title: 'a wish between',
    asked: { hours: 1, resolution: 30, limit },
    step: 30,
    stored: 10,
    from: '2026-01-05T09:00:00.000Z',
  },
  {
    title: 'only the newest',
    asked: { hours: 1, resolution: 60, limit: 5 },
    step: 60,
    stored: 60,
    from: '2026-01-05T09:56:00.000Z',
  },
  {
    title: 'from a moment',
    asked: { from: '2026-01-05T09:30:00Z', to: '2026-01-05T09:40:00Z', limit },
    step: 10,
    stored: 10,
    from: '2026-01-05T09:30:00.000Z',
  },
])('historyWindow: $title', ({ asked, step, stored, from }) => {
  const outcome = historyWindow('hardware', asked, now);
  expect(outcome).toMatchObject({
    kind: 'window',
    window: { resolutionSeconds: step, storedResolutionSeconds: stored, from: new Date(from) },
  });
  if (outcome.kind !== 'window') return;
  const { window } = outcome;
  const buckets = (window.to.getTime() - window.from.getTime()) / 1000 / step;
  expect(Number.isInteger(buckets)).toBe(true);
  expect(buckets).toBeLessThanOrEqual(limit);
});

it.each([
  {
    title: 'hours and from',
    asked: { hours: 1, from: '2026-01-05T09:00:00Z', limit },
    at: 'hours',
  },
  {
    title: 'the end before the start',
    asked: { from: '2026-01-05T09:00:00Z', to: '2026-01-05T08:00:00Z', limit },
    at: 'from',
  },
  { title: 'more than is kept', asked: { from: '2025-01-05T09:00:00Z', limit }, at: 'from' },
  {
    title: 'a resolution that is not kept',
    asked: { hours: 1, resolution: 7, limit },
    at: 'resolution',
  },
  { title: 'too fine for the span', asked: { hours: 24, resolution: 10, limit }, at: 'resolution' },
])('historyWindow refuses $title', ({ asked, at }) => {
  expect(historyWindow('hardware', asked, now)).toMatchObject({ kind: 'faulty', at });
});
