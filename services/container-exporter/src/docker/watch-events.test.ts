import { Readable } from 'node:stream';
import { expect, it } from '@jest/globals';
import { watchEvents } from './watch-events.ts';

const line = (second: number, action: string) =>
  `${JSON.stringify({ Type: 'container', Action: action, Actor: { ID: 'a1' }, time: second })}\n`;

it('goes on after a break from the last event, and tells each event once', async () => {
  const stop = new AbortController();
  const streams = [line(100, 'start') + line(101, 'die'), line(101, 'die') + line(102, 'start')];
  const since: (number | undefined)[] = [];
  const told: string[] = [];
  let opened = 0;
  let broken = 0;
  await watchEvents({
    client: {
      async events(options) {
        since.push(options.since);
        return Readable.from([streams.shift() ?? '']);
      },
    },
    signal: stop.signal,
    onOpen: () => {
      opened += 1;
    },
    async onEvent({ action, at }) {
      told.push(`${action} ${at.getTime() / 1000}`);
      if (told.length === 3) stop.abort();
    },
    onBroken: () => {
      broken += 1;
    },
  });
  expect(since).toEqual([undefined, 101]);
  expect(told).toEqual(['start 100', 'die 101', 'start 102']);
  expect(opened).toBe(2);
  expect(broken).toBe(1);
});

it('tells of a break once, however many tries fail', async () => {
  const stop = new AbortController();
  let tries = 0;
  const reasons: unknown[] = [];
  await watchEvents({
    client: {
      async events() {
        tries += 1;
        if (tries === 2) stop.abort();
        throw new Error('not there');
      },
    },
    signal: stop.signal,
    onOpen: () => undefined,
    onEvent: async () => undefined,
    onBroken: (error) => reasons.push(error),
  });
  expect(reasons).toEqual([new Error('not there')]);
});
