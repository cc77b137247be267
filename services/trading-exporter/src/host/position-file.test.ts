import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { KeptOrder } from '../orders/kept-order.ts';
import { writeKeptFile } from './kept-file.ts';
import { positionText, readPositions } from './position-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-positions-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('gives back what was stored, in a file of the owner alone', async () => {
  const path = join(folder, 'new', 'positions.json');
  const places = new Map([
    ['trader-A:stream:x', { id: '17-3', accounted: 90 }],
    [
      'trader-A:stream:y',
      { id: '18446744073709551615-18446744073709551615', accounted: undefined },
    ],
  ]);
  const buses = new Map([['127.0.0.1:6379', places]]);
  const order: KeptOrder = {
    ...{ key: 'DESK-7 O-1', venue: 'SIM', filled_quantity: 0, measured: 0, seen: 16 },
    at: { submitted: '1767623400000000001' },
    cancel: { kind: 'none' },
    modify: { kind: 'asked', at: '1767623400000000002' },
    waits: { answer: 1_767_623_400_000 },
  };
  await writeKeptFile(path, positionText({ buses: new Map(), orders: [] }));
  await writeKeptFile(path, positionText({ buses, orders: [order] }));
  expect(await readPositions(path)).toEqual({ buses, orders: [order] });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'new'))).toEqual(['positions.json']);
});

it('holds 512 streams of four buses', async () => {
  const path = join(folder, 'many.json');
  const places = new Map(
    Array.from({ length: 512 }, (_, index) => [
      `trader-DESK-001:stream:data.quotes.BINANCE.SYMBOL-${index}`,
      { id: `1767623400000-${index}`, accounted: 1_000_000 + index },
    ]),
  );
  const buses = new Map([6379, 6380, 6381, 6382].map((port) => [`127.0.0.1:${port}`, places]));
  await writeKeptFile(path, positionText({ buses, orders: [] }));
  expect((await stat(path)).size).toBeLessThan(300_000);
  expect(await readPositions(path)).toEqual({ buses, orders: [] });
});

it('leaves the file as it was when the new one cannot be written whole', async () => {
  const path = join(folder, 'kept.json');
  const buses = new Map([['a', new Map([['b', { id: '1-0', accounted: undefined }]])]]);
  await writeKeptFile(path, positionText({ buses, orders: [] }));
  await writeFile(`${path}.new`, '{"v":2,"buses":{"a":{"b":{"id":"2-'); // What a crash leaves.
  expect(await readPositions(path)).toEqual({ buses, orders: [] });
  await writeKeptFile(path, positionText({ buses, orders: [] }));
  expect(await readPositions(path)).toEqual({ buses, orders: [] });
});

it.each([
  { title: 'cut off', content: '{"v":2,"buses":{"a":{"b":{"id":"17-' },
  { title: 'of a later version', content: '{"v":3,"buses":{}}' },
  { title: 'with an id that is none', content: '{"v":2,"buses":{"a":{"b":{"id":"yesterday"}}}}' },
  {
    title: 'with a count that is none',
    content: '{"v":2,"buses":{"a":{"b":{"id":"1-0","accounted":-1}}}}',
  },
  { title: 'empty', content: '' },
])('a file that is $title is said to be lost, and nothing more', async ({ content }) => {
  const path = join(folder, 'broken.json');
  await writeFile(path, content);
  expect(await readPositions(path)).toEqual({
    buses: new Map(),
    orders: [],
    fault: expect.any(String),
  });
});

it('does not read a file that is none of ours for its size alone', async () => {
  const path = join(folder, 'huge.json');
  await writeFile(path, '');
  await truncate(path, 1 << 30);
  expect(await readPositions(path)).toMatchObject({ fault: expect.stringContaining('larger') });
});

it('has nothing to say of a first start', async () => {
  expect(await readPositions(join(folder, 'absent.json'))).toEqual({
    buses: new Map(),
    orders: [],
  });
});
