import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { statsReader } from '../recording/read-stats.ts';
import { readRecording } from './read-recording.ts';

const body = (name: string) => JSON.stringify({ name, read: '2026-03-02T09:00:00Z' });
const two = `${body('web')}\n${body('db')}\n`;

/** Names of what was read, and what was said beside it; the input comes in chunks of three bytes. */
async function read(input: Buffer | Readable) {
  const names: unknown[] = [];
  const said: string[] = [];
  const nothing = await readRecording({
    reader: statsReader(),
    input:
      input instanceof Readable ? input : Readable.from(chunksOf(input), { objectMode: false }),
    print: async (result) => {
      names.push('name' in result ? result.name : undefined);
    },
    tell: (sentence) => said.push(sentence),
  });
  return { names, said, nothing };
}

function chunksOf(buffer: Buffer): readonly Buffer[] {
  const count = Math.ceil(buffer.length / 3);
  return Array.from({ length: count }, (_, at) => buffer.subarray(at * 3, at * 3 + 3));
}

it.each([
  { title: 'lines', input: Buffer.from(two) },
  { title: 'gzip', input: gzipSync(two) },
  {
    title: 'two gzip files behind each other',
    input: Buffer.concat([gzipSync(body('web')), gzipSync(body('db'))]),
  },
  { title: 'UTF-8 with a mark', input: Buffer.from(`\ufeff${two}`) },
  { title: 'Windows line ends', input: Buffer.from(two.replaceAll('\n', '\r\n')) },
])('reads $title', async ({ input }) => {
  expect(await read(input)).toEqual({ names: ['web', 'db'], said: [], nothing: undefined });
});

it('keeps letters whole that come in two chunks', async () => {
  expect((await read(Buffer.from(body('Größe→')))).names).toEqual(['Größe→']);
});

it('reads what is there of a file that was cut off', async () => {
  expect(await read(Buffer.from(two.slice(0, -10)))).toEqual({
    names: ['web'],
    said: ['document 2: it was cut off: only a part of it is there'],
    nothing: undefined,
  });
});

it('says that a packed file was cut off', async () => {
  const { nothing, said } = await read(gzipSync(two.repeat(50)).subarray(0, 40));
  expect(said.join('\n')).toMatch(/breaks off after document 0: .*unexpected end of file/);
  expect(nothing).toBe('nothing could be read');
});

it('says what fails below it', async () => {
  const failing = new Readable({ read: () => undefined });
  failing.push(`${body('web')}\n`);
  setImmediate(() => failing.destroy(new Error('the disk is gone')));
  expect(await read(failing)).toEqual({
    names: ['web'],
    said: ['the recording breaks off after document 1: the disk is gone'],
    nothing: undefined,
  });
});

it.each([
  { title: 'nothing', input: '', nothing: 'the input is empty' },
  { title: 'empty lines', input: '\n\n', nothing: 'the input is empty' },
  {
    title: 'an inspection alone',
    input: '{"Id":"a1","Name":"/web","State":{"Status":"running"},"HostConfig":{}}',
    nothing: 'there is nothing but an inspection',
  },
  { title: 'other things', input: 'hello', nothing: 'nothing could be read' },
])('makes a sentence of $title', async ({ input, nothing }) => {
  expect(await read(Buffer.from(input))).toMatchObject({ names: [], nothing });
});

it('tells each fault once, ten at most, and counts the rest', async () => {
  const alike = await read(Buffer.from('{}\n'.repeat(30)));
  expect(alike.said).toEqual([
    'document 1: this is empty',
    'more like these that could not be read: 29',
  ]);
  const lines = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('');
  expect((await read(Buffer.from(lines))).said).toHaveLength(11);
});
