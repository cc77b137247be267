import {
  appendFile,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually } from '@m4max/test-kit';
import type { LogTail } from './tail-files.ts';
import { tailFiles } from './tail-files.ts';

jest.setTimeout(60_000); // Each wait has a deadline of its own.

const log = createLogger('trading-exporter', 'error');
log.silent = true;

let folder = '';
let tails: LogTail[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-tail-'));
});
afterEach(async () => {
  for (const tail of tails) await tail.stop();
  tails = [];
  await rm(folder, { recursive: true });
});

/** Long enough to tell one file from another by its first line. */
function line(name: string): string {
  return `${name} ${'.'.repeat(80)}`;
}

function text(...names: readonly string[]): string {
  return names.map((name) => `${line(name)}\n`).join('');
}

async function start(...patterns: readonly string[]) {
  const read: string[] = [];
  const backlog: string[] = [];
  const tail = tailFiles({
    patterns: patterns.map((pattern) => join(folder, pattern)),
    positionsPath: join(folder, 'kept', 'positions.json'),
    windowSeconds: 60,
    onLine: (input, { text: whole, isBacklog }) => {
      const [name = ''] = whole.split(' ');
      (isBacklog ? backlog : read).push(patterns.length > 1 ? `${input}: ${name}` : name);
    },
    log,
  });
  tails.push(tail);
  await tail.start();
  const hasRead = (...names: readonly string[]) =>
    eventually(`${names.join()} are read`, () => {
      if (read.length < names.length) throw new Error(`read ${read.join()}`);
      return true;
    }).then(() => expect(read).toEqual(names));
  const state = () => tail.states(Date.now())[0];
  const isUp = () => eventually('it is read to its end', () => state()?.up === true && state());
  async function stop() {
    tails = tails.filter((it) => it !== tail);
    await tail.stop();
  }
  return { read, backlog, hasRead, state, isUp, stop };
}

it('reads what is written from now on, and gives what was there as a backlog', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, text('old'));
  const { backlog, hasRead, isUp, state } = await start('a.log');
  await isUp();
  await appendFile(path, line('half'));
  await appendFile(path, `\n${text('two', 'three')}`);
  await hasRead('half', 'two', 'three');
  expect(backlog).toEqual(['old']);
  expect(state()).toEqual({
    kind: 'fix_log',
    name: 'a.log',
    up: true,
    behindSeconds: expect.any(Number),
  });
});

it('reads a file that appears later from its beginning', async () => {
  const { backlog, hasRead, state } = await start('a.log');
  await eventually('it says that there is none', () => state()?.detail?.includes('no file'));
  expect(state()?.up).toBe(false);
  await writeFile(join(folder, 'a.log'), text('one'));
  await hasRead('one');
  expect(backlog).toEqual([]);
});

it('reads a file of a folder that appears later', async () => {
  const { hasRead, state } = await start('new/*.log');
  await eventually('it says so', () => state()?.detail?.includes('its folder is not there'));
  await mkdir(join(folder, 'new'));
  await writeFile(join(folder, 'new', 'a.log'), text('one'));
  await hasRead('one');
});

it('follows a rotation by rename, and the writer that goes on in the old file for a while', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, '');
  const { hasRead, isUp } = await start('a.log');
  await isUp();
  await appendFile(path, text('one'));
  await rename(path, `${path}.1`);
  await appendFile(`${path}.1`, text('two'));
  await hasRead('one', 'two');
  await writeFile(path, text('three'));
  await hasRead('one', 'two', 'three');
  await appendFile(`${path}.1`, text('four'));
  await hasRead('one', 'two', 'three', 'four');
  await rename(path, `${path}.2`);
  await writeFile(path, text('five'));
  await hasRead('one', 'two', 'three', 'four', 'five');
});

it('reads nothing twice when the old name fits the pattern too, and nothing that is packed', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, '');
  const { read, hasRead, isUp } = await start('a.log*');
  await isUp();
  await appendFile(path, text('one'));
  await hasRead('one');
  await rename(path, `${path}.1`);
  await writeFile(path, text('two'));
  await hasRead('one', 'two');
  await writeFile(`${path}.2.gz`, gzipSync(text('one')));
  await appendFile(path, text('three'));
  await hasRead('one', 'two', 'three');
  expect(read).toHaveLength(3);
});

it('follows a log that is copied and truncated, with its copy in the pattern', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, '');
  const { hasRead, isUp } = await start('a.log*');
  await isUp();
  await appendFile(path, text('one', 'two'));
  await hasRead('one', 'two');
  await copyFile(path, `${path}.1`);
  await truncate(path);
  await appendFile(path, text('three'));
  await hasRead('one', 'two', 'three');
  await copyFile(path, `${path}.2`);
  await truncate(path);
  await appendFile(path, text('four', 'five', 'six')); // Longer at once than what it was cut from.
  await hasRead('one', 'two', 'three', 'four', 'five', 'six');
});

it('goes on after a restart where it was, within a line, over a rotation', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, text('old'));
  const first = await start('a.log*');
  await first.isUp();
  await appendFile(path, text('one') + line('half').slice(0, 20));
  await first.hasRead('one');
  await first.stop();
  const { mode } = await stat(join(folder, 'kept', 'positions.json'));
  expect(mode & 0o777).toBe(0o600);
  await appendFile(path, `${line('half').slice(20)}\n`);
  await rename(path, `${path}.1`);
  await appendFile(`${path}.1`, text('two'));
  const second = await start('a.log*');
  await second.hasRead('half', 'two');
  await writeFile(path, text('three'));
  await second.hasRead('half', 'two', 'three');
  expect(second.backlog).toEqual([]);
});

it('takes what was written in a long break for a backlog, and a lost position for a first start', async () => {
  const path = join(folder, 'a.log');
  const positions = join(folder, 'kept', 'positions.json');
  await writeFile(path, text('old'));
  const first = await start('a.log');
  await first.isUp();
  await first.stop();
  await appendFile(path, text('one'));
  const kept = await readFile(positions, 'utf8');
  await writeFile(
    positions,
    kept.replace(/"atMilliseconds":\d+/, `"atMilliseconds":${Date.now() - 90_000}`),
  );
  const second = await start('a.log');
  await eventually('the break is read', () => second.backlog.length === 1);
  expect(second).toMatchObject({ backlog: ['one'], read: [] });
  await second.stop();
  await writeFile(positions, kept.slice(0, 20));
  const third = await start('a.log');
  await eventually('all is read', () => third.backlog.length === 2);
  expect(third).toMatchObject({ backlog: ['old', 'one'], read: [] });
});

it('tells files of one name in two folders apart, and reads none under two patterns', async () => {
  for (const name of ['desk', 'prime']) await mkdir(join(folder, name));
  const { hasRead, isUp, state } = await start('desk/a.log', 'prime/a.log', 'prime/*.log');
  await eventually('it says that there is none', () => state()?.detail?.includes('no file'));
  await writeFile(join(folder, 'desk', 'a.log'), text('one'));
  await isUp();
  await hasRead('desk/a.log: one');
  await writeFile(join(folder, 'prime', 'a.log'), text('two'));
  await hasRead('desk/a.log: one', 'prime/a.log: two');
  await appendFile(join(folder, 'prime', 'a.log'), text('three'));
  await hasRead('desk/a.log: one', 'prime/a.log: two', 'prime/a.log: three');
});

it('says how many files are too many, and reads one of them once it is written', async () => {
  for (let index = 0; index < 33; index++) {
    const path = join(folder, `${index}.log`);
    await writeFile(path, text(`old-${index}`));
    await utimes(path, new Date(), new Date(Date.now() - 1000 * (index + 1)));
  }
  const { backlog, state } = await start('*.log');
  await eventually('it says so', () => state()?.detail?.startsWith('1 files that are written'));
  await eventually('the others are read', () => backlog.length === 32);
  await appendFile(join(folder, '32.log'), text('new'));
  await eventually('it is read', () => backlog.length === 34);
  expect(backlog.slice(32)).toEqual(['old-32', 'new']);
});

it('reads a burst to its end, over noise, and a vanished file that comes back', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, '');
  const { read, isUp } = await start('a.log');
  await isUp();
  await appendFile(path, Buffer.alloc(1 << 20, 0xff));
  await appendFile(path, '\n');
  const names = Array.from({ length: 20_000 }, (_, index) => String(index));
  await appendFile(path, text(...names));
  await eventually('the burst is read', () => read.length >= names.length + 1);
  expect(read.slice(1)).toEqual(names);
  await unlink(path);
  await writeFile(path, text('again'));
  await eventually('the new one is read', () => read.at(-1) === 'again');
  expect(read).toHaveLength(names.length + 2);
});

it('reads a burst once of which a copy is made before it is read', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, text('first'));
  const { read, backlog, hasRead, isUp } = await start('a.log*');
  await isUp();
  await appendFile(path, text('start'));
  await hasRead('start');
  const names = Array.from({ length: 20_000 }, (_, index) => String(index));
  await appendFile(path, text(...names));
  await copyFile(path, `${path}.1`);
  await eventually('the burst is read', () => read.length > names.length);
  await truncate(path);
  await appendFile(path, text('last'));
  await eventually('what follows is read', () => read.at(-1) === 'last');
  expect(read).toEqual(['start', ...names, 'last']);
  expect(backlog).toEqual(['first']);
});

it('says whose file system does not answer, of that input and of the one that waits for it', async () => {
  for (const name of ['a.log', 'b.log']) await writeFile(join(folder, name), text('old'));
  let whileReading: readonly (string | undefined)[] = [];
  const tail = tailFiles({
    patterns: ['a.log', 'b.log'].map((name) => join(folder, name)),
    positionsPath: join(folder, 'kept', 'positions.json'),
    windowSeconds: 60,
    onLine: (input) => {
      if (input !== 'b.log') return;
      const clock = jest.spyOn(performance, 'now');
      clock.mockReturnValue(performance.now() + 12_000);
      whileReading = tail.states(Date.now()).map(({ detail }) => detail);
      clock.mockRestore();
    },
    log,
  });
  tails.push(tail);
  await tail.start();
  await eventually('b.log is read', () => whileReading.length > 0);
  expect(whileReading).toEqual([
    'the file system of b.log has not answered for 12 s: is a mount gone?',
    'its file system has not answered for 12 s: is a mount gone?',
  ]);
  await eventually('both are read', () => tail.states(Date.now()).every(({ up }) => up));
});

it('is never ahead of a clock that was set back, and behind in nothing that is not there', async () => {
  await writeFile(join(folder, 'a.log'), text('old'));
  const { isUp, state } = await start('a.log', 'b.log');
  await isUp();
  const tail = tails.at(-1);
  expect(tail?.states(Date.now() - 3_600_000)).toMatchObject([{ behindSeconds: 0 }, { up: false }]);
  await eventually('b.log was looked for', () =>
    tail?.states(Date.now())[1]?.detail?.includes('no file'),
  );
  expect(tail?.states(Date.now())[1]).not.toHaveProperty('behindSeconds');
  expect(state()).toMatchObject({ up: true });
});

const isRoot = process.getuid?.() === 0;
(isRoot ? it.skip : it)('says which file may not be read, and reads it once it may', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, text('old'), { mode: 0o000 });
  const { backlog, state } = await start('*.log');
  await eventually('it says so', () => state()?.detail?.startsWith('a.log may not be read'));
  await chmod(path, 0o600);
  await eventually('it is read', () => backlog.length === 1);
  expect(state()).not.toHaveProperty('detail');
});
