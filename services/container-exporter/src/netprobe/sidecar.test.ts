import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { eventually } from '@m4max/test-kit';
import { askSidecar } from './sidecar.ts';

const id = 'ab'.repeat(32);
const targets = [{ id, pid: 7 }];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm4max-netprobe-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function answer(beat: string, body = `container 7 ${id}\n`): void {
  writeFileSync(join(folder, 'seen'), `m4max-netprobe 1 ${beat}\n${body}end 1 5\n`);
}

const heard = {
  kind: 'heard',
  readings: new Map([[id, { kind: 'read', at: expect.any(Date), sockets: [], isCut: false }]]),
};
const silent = (words: string) => ({ kind: 'silent', because: expect.stringContaining(words) });

it('asks, and believes the answers of a sidecar that goes on writing', async () => {
  const ask = askSidecar(folder);
  expect(await ask(targets)).toEqual(silent('has not written into'));
  expect(readFileSync(join(folder, 'wanted'), 'utf8')).toBe(`7 ${id}\n`);
  expect(statSync(join(folder, 'wanted')).mode & 0o777).toBe(0o644);
  answer('a-1');
  expect(await ask(targets)).toEqual(heard);
  expect(await ask([])).toEqual({ kind: 'heard', readings: new Map() });
  expect(readFileSync(join(folder, 'wanted'), 'utf8')).toBe('');
});

it('dates an answer no later than it was written', async () => {
  const ask = askSidecar(folder);
  await ask(targets);
  const asked = new Date();
  await eventually('the clock goes on', () => new Date() > asked);
  answer('a-1');
  const written = new Date();
  await eventually('the clock goes on', () => new Date() > written);
  const told = await ask(targets);
  const reading = told.kind === 'heard' ? told.readings.get(id) : undefined;
  expect(reading?.kind === 'read' && reading.at <= written).toBe(true);
});

it('does not believe an answer that lay there before it asked', async () => {
  answer('a-1');
  const ask = askSidecar(folder);
  expect(await ask(targets)).toEqual(silent('since this exporter started'));
  answer('a-2');
  expect(await ask(targets)).toEqual(heard);
});

it('says which are more than it may be asked for', async () => {
  const ask = askSidecar(folder);
  const many = Array.from({ length: 513 }, (_, index) => ({ id: `${index}`, pid: index + 1 }));
  await ask(many);
  answer('a-1');
  expect(await ask(many)).toEqual({
    kind: 'heard',
    readings: new Map([['512', { kind: 'unreadable' }]]),
  });
});

it('keeps the last answer while the next one is not whole', async () => {
  const ask = askSidecar(folder);
  answer('a-1');
  await ask(targets);
  answer('a-2');
  await ask(targets);
  writeFileSync(join(folder, 'seen'), 'm4max-netprobe 1 a-3\ncontai');
  expect(await ask(targets)).toEqual(heard);
});

it('says what is wrong with a folder that is not there, or not to be written to', async () => {
  const gone = join(folder, 'gone');
  expect(await askSidecar(gone)(targets)).toEqual(
    silent(`NETPROBE_DIR ${gone} cannot be written to: make that folder, with mode 1777`),
  );
});

it('says that the sidecar is of another release', async () => {
  writeFileSync(join(folder, 'seen'), 'm4max-netprobe 2 a-1\n');
  expect(await askSidecar(folder)(targets)).toEqual(silent('is not of this release'));
});

it('follows no link and waits at no pipe that lies in place of an answer', async () => {
  const secret = join(folder, 'secret');
  writeFileSync(secret, `m4max-netprobe 2 a-1\n`);
  symlinkSync(secret, join(folder, 'seen'));
  expect(await askSidecar(folder)(targets)).toEqual(silent('has not written'));
  rmSync(join(folder, 'seen'));
  execFileSync('mkfifo', [join(folder, 'seen')]);
  expect(await askSidecar(folder)(targets)).toEqual(silent('has not written'));
});

it('writes through no link that lies in place of the question', async () => {
  const victim = join(folder, 'victim');
  writeFileSync(victim, 'precious');
  symlinkSync(victim, join(folder, 'wanted.new'));
  symlinkSync(victim, join(folder, 'wanted'));
  await askSidecar(folder)(targets);
  expect(readFileSync(victim, 'utf8')).toBe('precious');
  expect(readFileSync(join(folder, 'wanted'), 'utf8')).toBe(`7 ${id}\n`);
});

it('can be read by the sidecar, whatever mask this process has', async () => {
  const mask = process.umask(0o077);
  try {
    mkdirSync(join(folder, 'shared'));
    chmodSync(join(folder, 'shared'), 0o1777);
    await askSidecar(join(folder, 'shared'))(targets);
  } finally {
    process.umask(mask);
  }
  expect(statSync(join(folder, 'shared/wanted')).mode & 0o777).toBe(0o644);
});
