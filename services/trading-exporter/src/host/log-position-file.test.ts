import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { KnownLog } from '../fix/choose-start.ts';
import { readKnownLogs, writeKnownLogs } from './log-position-file.ts';

const logs: readonly KnownLog[] = [
  {
    id: '1:7',
    head: { bytes: 64, hash: 'abc=' },
    position: 400,
    atMilliseconds: 1_767_623_400_000,
  },
];

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-log-positions-'));
  path = join(folder, 'kept', 'positions.json');
});
afterEach(() => rm(folder, { recursive: true }));

it('reads what it wrote, which nobody else may read, and leaves nothing else behind', async () => {
  expect(await readKnownLogs(path)).toEqual({ logs: [] });
  await writeKnownLogs(path, []);
  await writeKnownLogs(path, logs);
  expect(await readKnownLogs(path)).toEqual({ logs });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'kept'))).toEqual(['positions.json']);
});

it.each([
  { title: 'nothing', text: '' },
  { title: 'half a file', text: '{"v":1,"logs":[{"id":"1:7"' },
  { title: 'another version', text: '{"v":9,"logs":[]}' },
  {
    title: 'a position before the beginning',
    text: JSON.stringify({ v: 1, logs }).replace('400', '-1'),
  },
  { title: 'far too much', text: JSON.stringify({ v: 1, logs }) + ' '.repeat(5 << 20) },
])('says that positions are lost, of a file with $title', async ({ text }) => {
  await writeKnownLogs(path, logs);
  await writeFile(path, text);
  expect(await readKnownLogs(path)).toEqual({ logs: [], fault: expect.stringContaining('anew') });
});

it('says why a file cannot be read', async () => {
  expect(await readKnownLogs(folder)).toEqual({
    logs: [],
    fault: expect.stringContaining('EISDIR'),
  });
});
