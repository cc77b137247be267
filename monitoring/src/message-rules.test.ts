import { expect, it, jest } from '@jest/globals';
import type { TradingSample } from '@m4max/contracts';
import { playStory } from './fixtures/play-story.ts';
import type { Story } from './fixtures/trading-story.ts';
import { BUS } from './fixtures/trading-story.ts';

jest.setTimeout(120_000); // promtool starts slowly on a busy machine.

const orders = {
  in_flight: 0,
  submitted: 60,
  accepted: 60,
  rejected: 0,
  filled: 0,
  canceled: 0,
  denied: 0,
};
const outcomes = (submitted: number, rejected: number) => ({
  orders: {
    ...orders,
    submitted,
    rejected,
    outcomes: [{ venue: 'NASDAQ', order_type: 'LIMIT', submitted, rejected, filled: 0, denied: 0 }],
  },
});
const throughput = (backlog_age_seconds: number) => ({
  throughput: [{ component: 'orders', messages_per_second: 5, backlog_age_seconds }],
});
const bus = (facts: Partial<TradingSample['inputs'][number]>) => ({
  inputs: [{ name: BUS, up: true, rejected: {}, ...facts }],
});

const messageStories: readonly Story[] = [
  {
    title: 'a venue that hangs and answers at last',
    minutes: 4,
    holds: (second) => ({
      orders:
        second < 60 || second > 150
          ? orders
          : { ...orders, in_flight: 40, oldest_in_flight_seconds: (second - 58) / 2 },
    }),
    firing: {
      60: [],
      75: ['OrdersUnanswered warning'],
      120: ['OrdersUnanswered critical', 'OrdersUnanswered warning'],
      240: [],
    },
  },
  {
    title: 'a cancel that is not answered',
    minutes: 6,
    holds: (second) => ({
      orders: { ...orders, pending_cancels: 1, oldest_pending_cancel_seconds: second / 10 },
    }),
    firing: {
      45: [],
      60: ['CancelsUnanswered warning'],
      300: ['CancelsUnanswered warning'],
      315: ['CancelsUnanswered critical', 'CancelsUnanswered warning'],
    },
  },
  {
    title: 'more and more rejections',
    minutes: 8,
    holds: (second) => outcomes(60, second < 120 ? 9 : second < 300 ? 15 : 40),
    firing: {
      105: [],
      240: ['OrderRejectsHigh warning'],
      480: ['OrderRejectsHigh critical', 'OrderRejectsHigh warning'],
    },
  },
  {
    title: 'three orders of which two are rejected',
    minutes: 3,
    holds: () => outcomes(3, 2),
    firing: { 180: [] },
  },
  {
    title: 'an engine that falls behind',
    minutes: 6,
    holds: (second) => throughput(second < 120 ? 0.2 : second < 240 ? 8 : 90),
    firing: {
      105: [],
      180: ['BacklogGrowing warning'],
      330: ['BacklogGrowing critical', 'BacklogGrowing warning'],
    },
  },
  {
    title: 'entries that are lost once',
    minutes: 10,
    holds: (second) => bus({ lost_entries_total: second < 120 ? 7 : 507 }),
    firing: { 105: [], 180: ['EntriesLost warning'], 300: ['EntriesLost warning'], 600: [] },
  },
  {
    title:
      'an engine that asks for a group that is gone, beside one that asks in vain now and then',
    minutes: 8,
    holds: (second) => {
      const inLoop = 900 * (Math.min(second, 300) - 120);
      return bus({
        commands: [
          { command: 'xreadgroup', failed_calls_total: 5 * second + Math.max(0, inLoop) },
          { command: 'xadd', failed_calls_total: 5000 * second },
        ],
      });
    },
    firing: { 105: [], 270: ['BusReadsFailing warning'], 480: [] },
  },
  {
    title: 'a bus that is read late and in part',
    minutes: 5,
    holds: (second) =>
      bus(
        second < 60 || second > 180
          ? { behind_seconds: 0.01, sampling_ratio: 1 }
          : { behind_seconds: 9, sampling_ratio: 0.25 },
      ),
    firing: { 45: [], 165: ['TradingBehind warning', 'TradingOverloaded info'], 300: [] },
  },
  {
    title: 'a venue whose clock is ahead',
    minutes: 6,
    holds: (second) =>
      bus({ rejected: { clock_skew: second < 60 ? 3 : second - 57, parse: second } }),
    firing: { 45: [], 240: ['ClockSkew warning'] },
  },
  {
    title: 'a few messages before their time',
    minutes: 6,
    holds: (second) =>
      bus({ rejected: { clock_skew: Math.floor(second / 60), parse: 100 * second } }),
    firing: { 360: [] },
  },
];

it.each(messageStories)('$title', (story) => {
  const { fired, objections } = playStory(story);
  expect(fired).toEqual(story.firing);
  expect(objections).toBe('');
});
