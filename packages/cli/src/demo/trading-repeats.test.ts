import { expect, it } from '@jest/globals';
import { telemetry } from './trading-messages.ts';
import { recentOrders } from './trading-repeats.ts';
import type { Saying } from './trading-saying.ts';

const event = (atMilliseconds: number): Saying => ({
  kind: 'entry',
  atMilliseconds,
  stream: 'trader-DEMO-001:stream:events.order.EMACross-001',
  fields: [],
});
const allOf = (recent: ReturnType<typeof recentOrders>) => {
  const all: Saying[] = [];
  for (let next = recent.next(); next.length > 0; next = recent.next()) all.push(...next);
  return all.map(({ atMilliseconds }) => atMilliseconds);
};

it('repeats what was said of orders once, oldest first, and nothing else', () => {
  const recent = recentOrders();
  expect(recent.next()).toEqual([]);
  recent.remember([event(1), telemetry({}, 2), event(3)]);
  recent.remember([event(4)]);
  expect(allOf(recent)).toEqual([1, 3, 4]);
  expect(recent.next()).toEqual([]);
});

it('forgets what is long ago', () => {
  const recent = recentOrders();
  recent.remember(Array.from({ length: 1000 }, (_, index) => event(index)));
  const repeated = allOf(recent);
  expect(repeated.length).toBe(300);
  expect(repeated.at(-1)).toBe(999);
});
