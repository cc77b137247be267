import { expect, it } from '@jest/globals';
import { tradingSample } from '../fixtures/samples.ts';
import { cardFacts } from './card-facts.ts';

const NOW = new Date('2026-01-05T10:00:00Z');
const orders = {
  ...{ in_flight: 3, submitted: 90, accepted: 80, filled: 60 },
  ...{ rejected: 2, canceled: 4, denied: 1 },
};
const facts = (change: Parameters<typeof tradingSample>[0]) =>
  cardFacts(tradingSample(change), NOW).map(({ name, value, tone }) => [name, value, tone]);

it('says nothing of what is not there', () => {
  expect(facts({})).toEqual([]);
});

it('shows the usual figures of a calm minute', () => {
  const change = {
    orders: { ...orders, oldest_in_flight_seconds: 0.004 },
    throughput: [{ component: 'orders', messages_per_second: 42, backlog_age_seconds: 0.3 }],
    risk: { checks_per_second: 20.1, failed_checks: 0, checks: 1204 },
    ml: [{ model_name: 'alpha', predictions_per_second: 2, accuracy: 0.684 }],
    sessions: [{ venue: 'X', open: true, silent_seconds: 0.1 }],
    inputs: [{ name: 'bus', up: true, rejected: { historical: 30 } }],
  };
  expect(facts(change)).toEqual([
    ['In flight', '3', 'fine'],
    ['Filled', '60', 'fine'],
    ['Rejected', '3', 'fine'],
    ['Messages', '42/s', 'fine'],
    ['Risk checks', '20/s', 'fine'],
    ['Accuracy, alpha', '68.4 %', 'fine'],
  ]);
});

it('adds what is unusual while it is', () => {
  const change = {
    orders: { ...orders, oldest_in_flight_seconds: 31, oldest_pending_cancel_seconds: 8 },
    throughput: [{ component: 'quotes', messages_per_second: 42, backlog_age_seconds: 12.4 }],
    sessions: [{ venue: 'X', open: true, silent_seconds: 75 }],
    inputs: [{ name: 'bus', up: true, rejected: {}, behind_seconds: 7 }],
  };
  expect(facts(change)).toEqual([
    ['In flight', '3, oldest 31 s', 'critical'],
    ['Oldest cancel', '8.0 s', 'warning'],
    ['Filled', '60', 'fine'],
    ['Rejected', '3', 'fine'],
    ['Messages', '42/s', 'fine'],
    ['Readers behind', '12 s', 'warning'],
    ['X', 'silent for 75 s', 'warning'],
    ['bus', '7.0 s behind', 'warning'],
  ]);
});
