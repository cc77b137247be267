import { expect, it, jest } from '@jest/globals';
import { playStory } from './fixtures/play-story.ts';
import type { Moment, Story } from './fixtures/trading-story.ts';
import { history, operation } from './fixtures/trading-story.ts';

jest.setTimeout(120_000); // promtool starts slowly on a busy machine.

/** So few that only the promise sees them. */
const fewOrders =
  (milliseconds: number) =>
  ({ ledger, at }: Moment) =>
    ledger.slos.observe(operation('order', 'submit_ack', milliseconds, 10), at);

const promiseStories: readonly Story[] = [
  {
    title: 'a promise broken for an hour, and still',
    minutes: 5,
    before: (ledger) => {
      history(4, 1000, 360, 60)(ledger);
      history(20, 100, 60)(ledger);
    },
    happens: fewOrders(20),
    firing: { 15: [], 120: ['SloBurnFast critical'], 300: ['SloBurnFast critical'] },
  },
  {
    title: 'a promise broken for an hour, and kept since',
    minutes: 5,
    before: (ledger) => {
      history(4, 1000, 360, 70)(ledger);
      history(20, 100, 70, 10)(ledger);
      history(4, 10, 10)(ledger);
    },
    happens: fewOrders(4),
    firing: { 60: [], 300: [] },
  },
  {
    title: 'a promise broken for five minutes only',
    minutes: 1,
    before: (ledger) => {
      history(4, 1000, 360, 5)(ledger);
      history(20, 1000, 5)(ledger);
    },
    happens: fewOrders(20),
    firing: { 60: [] },
  },
  {
    title: 'a promise that is broken by two of five for six hours',
    minutes: 5,
    before: (ledger) => {
      history(4, 60, 360)(ledger);
      history(20, 40, 360)(ledger);
    },
    happens: (moment) => {
      fewOrders(20)(moment);
      fewOrders(4)(moment);
    },
    firing: { 60: [], 300: ['SloBurnSlow warning'] },
  },
  {
    title: 'a promise that is broken by one of ten for three days',
    minutes: 20,
    before: (ledger) => {
      history(4, 90, 4320)(ledger);
      history(20, 10, 4320)(ledger);
    },
    firing: { 600: [], 1080: ['SloBudgetAtRisk info'] },
  },
  {
    title: 'a promise that was broken until the market closed',
    minutes: 40,
    before: history(20, 100, 1200),
    firing: {
      120: ['SloBurnFast critical', 'SloBurnSlow warning'],
      600: ['SloBurnSlow warning'],
      2340: ['SloBudgetAtRisk info'],
    },
  },
  {
    title: 'a night after a day of broken promises',
    minutes: 20,
    before: history(20, 100, 1200, 840),
    firing: { 60: [], 1200: [] },
  },
  {
    title: 'a dozen slow orders in an hour: too few to judge',
    minutes: 5,
    before: history(20, 1, 60, 48),
    firing: { 60: [], 300: [] },
  },
];

it.each(promiseStories)('$title', (story) => {
  const { fired, objections } = playStory(story);
  expect(fired).toEqual(story.firing);
  expect(objections).toBe('');
});
