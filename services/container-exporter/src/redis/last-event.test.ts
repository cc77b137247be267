import { expect, it } from '@jest/globals';
import { lastEvent } from './last-event.ts';

const entry = (event: object | string): [string, string[]] => [
  '1-0',
  ['json', typeof event === 'string' ? event : JSON.stringify(event)],
];
const event = (id: string, host = 'mac', engineId = 'E') =>
  entry({ v: 1, id, host, engine_id: engineId, what: 'crashed', added: 'by a later version' });
const from = { host: 'mac', engineId: 'E' };

it.each([
  { title: 'an empty stream', entries: [], last: undefined },
  {
    title: 'the newest of this host and engine',
    entries: [event('9-a', 'other'), event('8-a', 'mac', 'F'), event('7-a-die'), event('6-a')],
    last: { id: '7-a-die', nanoseconds: '7' },
  },
  {
    title: 'what is no event',
    entries: [entry('{'), entry('7'), entry({ id: 'x' }), event('no-time'), event('5-a-die')],
    last: { id: '5-a-die', nanoseconds: '5' },
  },
])('finds where to go on: $title', async ({ entries, last }) => {
  expect(await lastEvent({ xrevrange: async () => entries }, from)).toEqual(last);
});

it('goes without when the store is away', async () => {
  const xrevrange = () => Promise.reject(new Error('away'));
  expect(await lastEvent({ xrevrange }, from)).toBeUndefined();
});
