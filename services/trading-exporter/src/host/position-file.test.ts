import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readPositions, writePositions } from './position-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-positions-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('gives back what was stored, in a file of the owner alone', async () => {
  const path = join(folder, 'new', 'positions.json');
  const buses = new Map([['127.0.0.1:6379', new Map([['trader-A:stream:x', '17-3']])]]);
  await writePositions(path, new Map());
  await writePositions(path, buses);
  expect((await readPositions(path)).buses).toEqual(buses);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'new'))).toEqual(['positions.json']);
});

it.each([
  { title: 'cut off', content: '{"v":1,"buses":{"a":{"b":"17-' },
  { title: 'of a later version', content: '{"v":2,"buses":{}}' },
  { title: 'with an id that is none', content: '{"v":1,"buses":{"a":{"b":"yesterday"}}}' },
  { title: 'empty', content: '' },
])('a file that is $title is said to be lost, and nothing more', async ({ content }) => {
  const path = join(folder, 'broken.json');
  await writeFile(path, content);
  expect(await readPositions(path)).toEqual({ buses: new Map(), fault: expect.any(String) });
});

it('has nothing to say of a first start', async () => {
  expect(await readPositions(join(folder, 'absent.json'))).toEqual({ buses: new Map() });
});
