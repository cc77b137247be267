import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import type { KeptPlace } from '../following/choose-places.ts';
import { keepPositions } from './keep-positions.ts';

const log = createLogger('trading-exporter', 'error');
log.silent = true;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-keep-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (id: string) => new Map<string, KeptPlace>([['s', { id, accounted: undefined }]]);
const nowhere = new Map<string, KeptPlace>();

/** One run of the exporter, which ends having read its buses to these places; what the next run is given. */
async function run(path: string, places: Readonly<Record<string, ReadonlyMap<string, KeptPlace>>>) {
  const part = keepPositions({
    path,
    current: () => ({ buses: new Map(Object.entries(places)), orders: [] }),
    restoreOrders: () => undefined,
    log,
  });
  await part.start();
  const stored = Object.fromEntries(
    ['a', 'b'].map((bus) => [bus, part.storedFor(bus).get('s')?.id]),
  );
  await part.stop();
  return stored;
}

it('gives each run what the runs before it have left, bus by bus', async () => {
  const path = join(folder, 'positions.json');
  expect(await run(path, { a: at('1-0'), b: at('1-0') })).toEqual({ a: undefined, b: undefined });
  expect(await run(path, { a: at('2-0'), b: nowhere })).toEqual({ a: '1-0', b: '1-0' });
  expect(await run(path, { a: nowhere, b: nowhere })).toEqual({ a: '2-0', b: '1-0' });
  expect(await run(path, { a: at('3-0') })).toEqual({ a: '2-0', b: '1-0' });
  expect(await run(path, {})).toEqual({ a: '3-0', b: undefined });
});
