import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it, jest } from '@jest/globals';
import { HardwareSample } from '@m4max/contracts';

const plist = readFileSync(new URL('reading/fixtures/m4max.plist', import.meta.url), 'utf8');
const text = readFileSync(new URL('reading/fixtures/m4max.txt', import.meta.url), 'utf8');

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

function read(format: string, input: string | Buffer) {
  const program = fileURLToPath(new URL('read.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', program, format],
    { input, encoding: 'utf8', timeout: 60_000 },
  );
  const samples = stdout.split('\n').filter((line) => line !== '');
  return { status, stderr, samples: samples.map((line) => HardwareSample.parse(JSON.parse(line))) };
}

it.each([
  {
    title: 'a plist stream',
    input: `${plist}\0${plist}\0${plist}`,
    joules: [4.2, 8.4, 12.6],
  },
  { title: 'a packed stream', input: gzipSync(`${plist}\0${plist}`), joules: [4.2, 8.4] },
  { title: 'a document whose last line has no end', input: plist.trimEnd(), joules: [4.2] },
  { title: 'text', input: text, joules: [1.8, 1.9] },
])('prints a sample a document of $title', ({ input, joules }) => {
  const { status, stderr, samples } = read('powermetrics', input);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(samples.map(({ energy }) => energy?.cpu_joules_total)).toEqual(
    joules.map((sum) => expect.closeTo(sum, 9)),
  );
});

it.each([
  {
    format: 'macmon',
    input: readFileSync(new URL('reading/fixtures/macmon-0.8.ndjson', import.meta.url), 'utf8'),
    source: 'macmon',
  },
  {
    format: 'mactop',
    input: readFileSync(new URL('reading/fixtures/mactop-m1pro.jsonc', import.meta.url), 'utf8'),
    source: 'mactop',
  },
  { format: 'macos', input: '{ 2.78 3.45 3.39 }\n', source: 'macos' },
])('prints what $format says', ({ format, input, source }) => {
  const { status, stderr, samples } = read(format, input);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(samples[0]).toMatchObject({ source: { name: source } });
});

it('leaves out a faulty document and goes on', () => {
  const { status, stderr, samples } = read('powermetrics', `<plist><dict>\n</plist>\n\0${plist}`);
  expect(status).toBe(0);
  expect(stderr).toContain('document 1: the property list is faulty');
  expect(samples).toHaveLength(1);
});

it.each([
  {
    title: 'nothing',
    format: 'powermetrics',
    input: '',
    says: 'there is no output of powermetrics',
  },
  {
    title: 'a cut-off document',
    format: 'powermetrics',
    input: plist.slice(0, 900),
    says: 'faulty',
  },
  {
    title: 'a refusal',
    format: 'powermetrics',
    input: 'powermetrics must be invoked as the superuser\n',
    says: 'record it with sudo',
  },
  { title: 'another format', format: 'htop', input: '{}', says: 'there are powermetrics' },
])('fails on $title with a sentence', ({ format, input, says }) => {
  const { status, stderr, samples } = read(format, input);
  expect(status).toBe(1);
  expect(stderr).toContain(says);
  expect(samples).toEqual([]);
});
