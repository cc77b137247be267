import { describe, expect, it } from '@jest/globals';
import type { Stream } from '@m4max/contracts';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import { z } from 'zod';
import { jsonOf } from './entry-fields.ts';
import { createEventWriter } from './event-writer.ts';
import { closeStore, connectStore } from './store.ts';

type Tick = { v: number; id: string };

const ticks: Stream<Tick> = {
  key: '{m4max}:events:test',
  entry: z.strictObject({ v: z.int(), id: z.string() }),
  keepSeconds: 3600,
};

describe.each(redisKinds())('writing events into the $title store', ({ title, options }) => {
  it('writes them in order, also those that came while it was away', async () => {
    const errors: string[] = [];
    const log = { info() {}, warn() {}, error: (message: string) => void errors.push(message) };
    const server = await startRedis(options);
    const store = connectStore(server.url, { name: 'test', log });
    const writer = createEventWriter({ store, stream: ticks, log });
    const written = async () =>
      (await store.xrange(ticks.key, '-', '+')).map(([, fields]) => {
        const { id }: { id: string } = JSON.parse(jsonOf(fields) ?? '');
        return id;
      });
    try {
      await writer.start();
      writer.write({ v: 1, id: 'before' });
      await eventually('the first is there', async () => (await written()).length === 1);
      await server.kill();
      await eventually('it notices', () => writer.notReady?.());
      for (const id of ['one', 'two', 'three']) writer.write({ v: 1, id });
      writer.write({ v: 0.5, id: 'no version' });
      expect(writer.backlog()).toBe(3);
      await server.restart();
      const kept = title === 'embedded' ? [] : ['before'];
      const expected = [...kept, 'one', 'two', 'three'];
      await eventually('all are there', async () => (await written()).length >= expected.length);
      expect(await written()).toEqual(expected);
      expect(errors).toEqual(['an event does not fit its schema and was left out']);

      writer.write({ v: 1, id: 'last' });
      await writer.stop();
      expect((await written()).at(-1)).toBe('last');
    } finally {
      await writer.stop();
      await closeStore(store);
      await server.stop();
    }
  }, 60_000);
});
