import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { eventually } from '@m4max/test-kit';
import type { LogFollower } from './follow-logs.ts';
import { createLeftLogs, followLogs } from './follow-logs.ts';

jest.setTimeout(60_000); // Each wait has a deadline of its own.

const buffer = Buffer.alloc(4096);
let folder = '';
let followers: LogFollower[] = [];
const sharing = () => ({ left: createLeftLogs([]), taken: new Set<string>() });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-follow-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const follower of followers) await follower.close();
  followers = [];
  await rm(folder, { recursive: true });
});

function follow(pattern: string, earlier: readonly string[] = [], shared = sharing()) {
  const lines: string[] = [];
  const follower = followLogs({
    pattern: join(folder, pattern),
    windowSeconds: 60,
    ...shared,
    earlier: earlier.map((it) => join(folder, it)),
    onLine: (line) => lines.push(line),
  });
  followers.push(follower);
  return { follower, lines };
}

it('holds a bounded number of files open, however many are written in turn', async () => {
  const paths = Array.from({ length: 120 }, (_, index) => join(folder, `${index}.log`));
  for (const path of paths) await writeFile(path, `${path}\n`);
  const { follower, lines } = follow('*.log');
  for (let from = 0; from < paths.length; from += 30) {
    const ahead = new Date(Date.now() + 1000 * (from + 1));
    for (const path of paths.slice(from, from + 30)) await utimes(path, ahead, ahead);
    const before = lines.length;
    await eventually('they are opened, or there is no room', async () => {
      while (await follower.pass(buffer));
      return lines.length > before || follower.state().files === 64;
    });
  }
  expect(follower.state()).toEqual({ files: 64, detail: expect.stringContaining('not read') });
});

it('leaves to an earlier pattern what that names too, and reads the rest', async () => {
  await writeFile(join(folder, 'a.log'), 'one\n');
  const { follower, lines } = follow('*.log', ['a.*', 'empty/*.log']);
  await follower.pass(buffer);
  expect(follower.state()).toEqual({ files: 0, detail: expect.stringContaining('another name') });
  await writeFile(join(folder, 'b.log'), 'two\n');
  await eventually('it is read', async () => {
    await follower.pass(buffer);
    return lines.length > 0;
  });
  expect(lines).toEqual(['two']);
});

it('reads nothing again of a log that is named by another pattern once it is rotated', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, 'one\n');
  const shared = sharing();
  const first = follow('a.log', [], shared);
  const second = follow('a.log*', ['a.log'], shared);
  while (await first.follower.pass(buffer));
  await second.follower.pass(buffer);
  await rename(path, `${path}.1`);
  const start = performance.now();
  const clock = jest.spyOn(performance, 'now');
  for (const seconds of [10, 45, 60]) {
    clock.mockReturnValue(start + seconds * 1000);
    for (const { follower } of [first, second]) while (await follower.pass(buffer));
  }
  expect(first.follower.state().files).toBe(0);
  expect(second.follower.state().files).toBe(1);
  expect([first.lines, second.lines]).toEqual([['one'], []]);
});

it('reads on beside a link that leads in a circle', async () => {
  await symlink('b.log', join(folder, 'a.log'));
  await symlink('a.log', join(folder, 'b.log'));
  await writeFile(join(folder, 'c.log'), 'line\n');
  const { follower, lines } = follow('*.log');
  while (await follower.pass(buffer));
  expect(lines).toEqual(['line']);
  expect(follower.state()).toEqual({ files: 1, detail: undefined });
});

it.each([
  { title: 'a folder that is a file', pattern: 'file/*.log' },
  { title: 'a path through a file', pattern: 'file/a.log' },
  { title: 'a name that is too long', pattern: `${'x'.repeat(300)}.log` },
])('says what is wrong with $title, without the path that it stands in', async ({ pattern }) => {
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'empty'));
  const { follower } = follow(pattern);
  await follower.pass(buffer);
  const { files, detail } = follower.state();
  expect(files).toBe(0);
  expect(detail).toContain('FIX_LOG_FILES');
  expect(detail).not.toContain(folder);
});

it('looks for new files when the clock has been set back', async () => {
  const { follower, lines } = follow('*.log');
  await follower.pass(buffer);
  const start = performance.now();
  const earlier = Date.now() - 3_600_000;
  jest.spyOn(Date, 'now').mockImplementation(() => earlier + performance.now() - start);
  await writeFile(join(folder, 'a.log'), 'line\n');
  const end = start + 20_000;
  while (lines.length === 0 && performance.now() < end) {
    await follower.pass(buffer);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(lines).toEqual(['line']);
});
