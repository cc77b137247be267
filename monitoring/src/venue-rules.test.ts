import { expect, it, jest } from '@jest/globals';
import { playStory } from './fixtures/play-story.ts';
import type { Story } from './fixtures/trading-story.ts';
import { every15 } from './fixtures/trading-story.ts';

jest.setTimeout(120_000); // promtool starts slowly on a busy machine.

const quotes = (until: number) =>
  every15('market_data', 'feed', (second) => (second <= until ? 0.4 : undefined));

const venueStories: readonly Story[] = [
  {
    title: 'a venue that falls silent while it is open, until it closes',
    minutes: 25,
    happens: quotes(120),
    firing: {
      165: [],
      195: ['VenueSilent warning'],
      450: ['VenueSilent critical', 'VenueSilent warning'],
      1200: [],
    },
  },
  {
    title: 'a venue that speaks until it closes',
    minutes: 30,
    happens: quotes(900),
    firing: { 885: [], 1200: [], 1800: [] },
  },
  {
    title: 'a venue whose bus cannot be read for a while',
    minutes: 12,
    happens: every15('market_data', 'feed', (second) =>
      second <= 60 || second > 600 ? 0.4 : undefined,
    ),
    isUp: (second) => second <= 60 || second > 570,
    firing: { 300: ['TradingInputDown warning'], 540: ['TradingInputDown warning'], 720: [] },
  },
  {
    title: 'a venue that is heard again',
    minutes: 10,
    happens: every15('market_data', 'feed', (second) =>
      second <= 60 || second > 300 ? 0.4 : undefined,
    ),
    firing: { 240: ['VenueSilent warning'], 360: [] },
  },
];

it.each(venueStories)('$title', (story) => {
  const { fired, objections } = playStory(story);
  expect(fired).toEqual(story.firing);
  expect(objections).toBe('');
});
