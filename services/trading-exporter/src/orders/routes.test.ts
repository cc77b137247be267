import { expect, it } from '@jest/globals';
import { createReplays } from '../clocks/replays.ts';
import { createVenueClocks } from '../clocks/venue-clocks.ts';
import { createRoutes } from './routes.ts';
import { createInstrumentTicks } from './tick-to-order.ts';

const SHARED = 'trader-DESK-7:stream';
const QUOTES = 'data.quotes.SIM.X';

const begin = () =>
  createRoutes({
    replays: createReplays(),
    venueClocks: createVenueClocks(60),
    ticksOf: () => createInstrumentTicks(),
  });

it.each([
  { title: 'a topic in its entry', stream: SHARED, topic: QUOTES, says: QUOTES },
  { title: 'a stream of one topic', stream: `${SHARED}:${QUOTES}`, topic: undefined, says: QUOTES },
  { title: 'neither', stream: SHARED, topic: undefined, says: '' },
  { title: 'the entry before its stream', stream: `${SHARED}:${QUOTES}`, topic: 'x', says: 'x' },
])('$title', ({ stream, topic, says }) => {
  const bytes = topic === undefined ? undefined : Buffer.from(topic);
  expect(begin().of('bus', stream, bytes).topic).toBe(says);
});

it('finds a route again, by turns and in bytes of other replies', () => {
  const routes = begin();
  const topics = [QUOTES, 'events.order.S-1', QUOTES, 'events.order.S-1'];
  const found = topics.map((topic) => {
    const reply = Buffer.from(topic);
    const route = routes.of('bus', SHARED, reply);
    reply.fill(0); // The memory of a reply is used again.
    return route;
  });
  expect(found[2]).toBe(found[0]);
  expect(found[3]).toBe(found[1]);
  expect(found.map(({ topic }) => topic)).toEqual(topics);
});

it('keeps apart what two buses and two streams call the same', () => {
  const routes = begin();
  const topic = Buffer.from(QUOTES);
  const found = [
    routes.of('bus', SHARED, topic),
    routes.of('other', SHARED, topic),
    routes.of('bus', 'trader-DESK-8:stream', topic),
  ];
  expect(new Set(found).size).toBe(3);
  expect(found.map(({ producer }) => `${producer.input} ${producer.name}`)).toEqual([
    'bus DESK-7',
    'other DESK-7',
    'bus DESK-8',
  ]);
});

it('keeps no more than the beginning of a topic in megabytes', () => {
  const routes = begin();
  const long = (end: string) => Buffer.from(`${QUOTES}${'x'.repeat(5 << 20)}${end}`);
  const first = routes.of('bus', SHARED, long('a'));
  expect(first.topic).toHaveLength(512);
  expect(first.bytes).toHaveLength(512);
  expect(routes.of('bus', SHARED, long('b'))).toBe(first);
});
