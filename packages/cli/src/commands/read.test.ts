import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it, jest } from '@jest/globals';

jest.setTimeout(120_000); // Processes start slowly on a busy machine.

const folder = mkdtempSync(join(tmpdir(), 'm4max-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command line; the service that reads is the compiled one. */
function read(words: readonly string[], input = '') {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', main, 'read', ...words],
    { env: { PATH: process.env.PATH }, input, encoding: 'utf8', timeout: 120_000 },
  );
  return { status, names: stdout.match(/"name":"\w+"/g) ?? [], stderr };
}

function recording(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const start = (index: number) =>
  `${JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID: `a${index}`, Attributes: { name: `web${index}` } }, time: index })}\n`;
const one = start(1);
/** Too many different ones for what is left of them to end within the first. */
const packed = gzipSync(Array.from({ length: 3000 }, (_, index) => start(index)).join(''));

it.each([
  { title: 'a file', words: [recording('events.jsonl', one)], input: '' },
  { title: 'a packed file of any name', words: [recording('events', gzipSync(one))], input: '' },
  { title: 'standard input', words: ['-'], input: one },
])('reads $title', ({ words, input }) => {
  const { status, names, stderr } = read(['docker-events', ...words], input);
  expect({ status, names, stderr }).toEqual({ status: 0, names: ['"name":"web1"'], stderr: '' });
});

it('reads what is there of a packed file that was cut off', () => {
  const half = recording('events.gz', packed.subarray(0, packed.length / 2));
  const { status, names, stderr } = read(['docker-events', half]);
  expect(status).toBe(0);
  expect(names.length).toBeGreaterThan(100);
  expect(stderr).toMatch(/breaks off after document \d+: unexpected end of file/);
});

it.each([
  { words: ['docker'], says: 'name a format, one of powermetrics' },
  { words: ['docker-events', 'a', 'b'], says: 'name one file' },
  { words: ['docker-events', '/nowhere'], says: 'cannot read /nowhere: there is no such file' },
  { words: ['docker-events', folder], says: 'it is a folder: name a file in it' },
])('says what is wrong with $words', ({ words, says }) => {
  const { status, names, stderr } = read(words);
  expect({ status, names }).toEqual({ status: 1, names: [] });
  expect(stderr).toContain(says);
});
