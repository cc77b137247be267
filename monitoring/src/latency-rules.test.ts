import { expect, it, jest } from '@jest/globals';
import { playStory } from './fixtures/play-story.ts';
import type { Story } from './fixtures/trading-story.ts';
import { BUS, every15, history, operation } from './fixtures/trading-story.ts';

jest.setTimeout(120_000); // promtool starts slowly on a busy machine.

const latencyStories: readonly Story[] = [
  { title: 'a platform that does nothing', minutes: 10, firing: { 60: [], 300: [], 600: [] } },
  {
    title: 'orders that are fast',
    minutes: 5,
    happens: every15('order', 'submit_ack', () => 4),
    firing: { 60: [], 300: [] },
  },
  {
    title: 'orders that become slow, and then stop',
    minutes: 10,
    before: history(4, 1000, 360),
    happens: every15('order', 'submit_ack', (second) =>
      second < 120 ? 4 : second < 360 ? 20 : undefined,
    ),
    firing: { 105: [], 240: ['OrderLatencyHigh warning', 'PerformanceScoreLow info'], 600: [] },
  },
  {
    title: 'orders that become very slow, and fast again',
    minutes: 10,
    before: history(4, 1000, 360),
    happens: every15('order', 'submit_ack', (second) => (second >= 120 && second < 360 ? 700 : 4)),
    firing: {
      240: [
        'OrderLatencyHigh critical',
        'OrderLatencyHigh warning',
        'PerformanceScoreLow critical',
        'PerformanceScoreLow info',
        'PerformanceScoreLow warning',
      ],
      600: [],
    },
  },
  {
    title: 'orders of a FIX log that are slow',
    minutes: 8,
    happens: every15('order', 'fix_ack', () => 20),
    firing: {
      15: [],
      300: ['FixOrderLatencyHigh warning', 'PerformanceScoreLow info'],
      450: ['FixOrderLatencyHigh warning', 'FixSloBurnFast critical', 'PerformanceScoreLow info'],
    },
  },
  {
    title: 'ten slow orders, of which no P95 can be told',
    minutes: 5,
    happens: ({ ledger, second, at }) => {
      if (second > 60 && second <= 210)
        ledger.measure(BUS, operation('order', 'submit_ack', 700, 1), at);
    },
    firing: { 120: [], 210: [], 300: [] },
  },
  {
    title: 'market data, risk and a model that are slow',
    minutes: 5,
    happens: (moment) => {
      every15('market_data', 'feed', () => 3)(moment);
      every15('risk', 'var', () => 150)(moment);
      const labels = { model_name: 'direction' };
      moment.ledger.measure(BUS, { ...operation('ml', 'infer', 60, 50), labels }, moment.at - 1000);
    },
    firing: {
      300: [
        'InferenceLatencyHigh warning',
        'MarketDataLatencyHigh warning',
        'PerformanceScoreLow info',
        'RiskLatencyHigh warning',
      ],
    },
  },
];

it.each(latencyStories)('$title', (story) => {
  const { fired, objections } = playStory(story);
  expect(fired).toEqual(story.firing);
  expect(objections).toBe('');
});
