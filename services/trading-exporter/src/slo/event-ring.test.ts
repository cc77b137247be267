import { expect, it } from '@jest/globals';
import { createEventRing } from './event-ring.ts';

const ring = () => createEventRing({ bucketSeconds: 30, keepSeconds: 600 });
const HOUR = 3_600_000;

it.each([
  { title: 'nothing', events: [], window: 300, now: HOUR, good: 0, bad: 0 },
  {
    title: 'the newest bucket at once',
    events: [[3, 1, HOUR]],
    window: 300,
    now: HOUR,
    good: 3,
    bad: 1,
  },
  {
    title: 'the whole of the window',
    events: [
      [1, 0, HOUR - 300_000],
      [1, 0, HOUR - 1],
    ],
    window: 300,
    now: HOUR,
    good: 2,
    bad: 0,
  },
  {
    title: 'nothing more than a bucket older than the window',
    events: [[1, 1, HOUR - 330_001]],
    window: 300,
    now: HOUR,
    good: 0,
    bad: 0,
  },
  {
    title: 'a window longer than the ring, as far as it goes',
    events: [
      [1, 0, HOUR - 601_000],
      [1, 0, HOUR - 599_000],
    ],
    window: 6000,
    now: HOUR,
    good: 1,
    bad: 0,
  },
  {
    title: 'two at once and out of order',
    events: [
      [1, 0, HOUR],
      [0, 1, HOUR - 31_000],
      [1, 0, HOUR],
    ],
    window: 60,
    now: HOUR,
    good: 2,
    bad: 1,
  },
  {
    title: 'no event that is older than the ring',
    events: [
      [1, 0, HOUR],
      [5, 5, HOUR - 21 * 30_000],
    ],
    window: 600,
    now: HOUR,
    good: 1,
    bad: 0,
  },
  {
    title: 'no event of the future',
    events: [[1, 1, HOUR + 30_000]],
    window: 600,
    now: HOUR,
    good: 0,
    bad: 0,
  },
])('a window has $title', ({ events, window, now, good, bad }) => {
  const days = ring();
  for (const [goods = 0, bads = 0, at = 0] of events) days.add(goods, bads, at);
  expect(days.within(window, now)).toEqual({ good, bad });
});

it('gives its buckets oldest first, without the empty ones', () => {
  const days = ring();
  days.add(1, 0, HOUR);
  days.add(0, 2, HOUR - 90_000);
  expect(days.buckets()).toEqual([
    [117, 0, 2],
    [120, 1, 0],
  ]);
});

it('counts what counting one by one counts, over days of random events', () => {
  const days = createEventRing({ bucketSeconds: 30, keepSeconds: 86_400 });
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const events: { readonly at: number; readonly good: number; readonly bad: number }[] = [];
  let now = 0;
  for (let step = 0; step < 5000; step++) {
    now += Math.floor(random() ** 8 * 3_600_000);
    const event = { at: now, good: Math.floor(random() * 5), bad: Math.floor(random() * 2) };
    events.push(event);
    days.add(event.good, event.bad, event.at);
  }
  for (const windowSeconds of [30, 300, 3600, 86_400]) {
    const oldest = (Math.floor(now / 30_000) - windowSeconds / 30) * 30_000;
    const inside = events.filter(({ at }) => at >= oldest);
    expect(days.within(windowSeconds, now)).toEqual({
      good: inside.reduce((sum, { good }) => sum + good, 0),
      bad: inside.reduce((sum, { bad }) => sum + bad, 0),
    });
  }
});
