import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { dataFolder, lockFolder } from './data-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'm4max-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'fleet.pid');

it.each([
  { title: 'nobody', owner: undefined },
  { title: 'a launcher that was killed', owner: '4194303' },
  { title: 'this launcher itself', owner: String(process.pid) },
  { title: 'a file that says nothing', owner: 'x' },
])('a folder that $title has can be taken, and is given back', ({ owner }) => {
  if (owner !== undefined) writeFileSync(file, owner);
  lockFolder(folder)();
  expect(existsSync(file)).toBe(false);
});

it('a folder that another fleet works in is refused, with its pid and the way out', () => {
  writeFileSync(file, String(process.ppid));
  expect(() => lockFolder(folder)).toThrow(new RegExp(`pid ${process.ppid}.*DATA_DIR`));
  expect(existsSync(file)).toBe(true);
});

it.each([
  { title: 'DATA_DIR', environment: { DATA_DIR: '/srv/m4max' }, expected: '/srv/m4max' },
  {
    title: 'XDG',
    environment: { XDG_DATA_HOME: '/home/desk/data' },
    expected: '/home/desk/data/m4max',
  },
])('dataFolder: $title', ({ environment, expected }) => {
  expect(dataFolder(environment, 'linux')).toBe(expected);
});
