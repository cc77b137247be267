import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { jsonDocuments } from './recordings/json-documents.ts';
import { eventReader } from './recordings/read-events.ts';
import { statsReader } from './recordings/read-stats.ts';

/** What a recording may hold. */
const readers = { 'docker-stats': statsReader, 'docker-events': eventReader };
type Format = keyof typeof readers;

/** A recording of the wrong kind has a fault a line: these different ones are told, the rest is counted. */
const TOLD_FAULTS = 10;

/** `m4max read FORMAT`: recorded output of a Docker Engine on standard input, JSON lines on standard output. */
async function read(format: Format, input: Readable): Promise<void> {
  const reader = readers[format]();
  const documents = jsonDocuments();
  let number = 0;
  let results = 0;
  let untold = 0;
  const told = new Set<string>();
  const noted = new Set<string>();

  const fault = (why: string) => {
    if (told.has(why) || told.size >= TOLD_FAULTS) untold += 1;
    else process.stderr.write(`document ${number}: ${why}\n`);
    if (told.size < TOLD_FAULTS) told.add(why);
  };
  const take = async (pieces: ReturnType<typeof documents.push>) => {
    for (const piece of pieces) {
      number += 1;
      if (piece.kind === 'cut off') fault('it was cut off: only a part of it is there');
      else if (piece.kind === 'too long') fault('it is longer than 16 MB: left out');
      else
        for (const understood of reader(piece.text)) {
          if (understood.kind === 'fault') fault(understood.why);
          else if (understood.kind === 'noted') noted.add(understood.what);
          else {
            results += 1;
            await print(understood.result);
          }
        }
    }
  };

  try {
    for await (const text of textOf(await unpacked(input))) await take(documents.push(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    fault(`after it the recording breaks off: ${why}`);
  }
  await take(documents.rest());
  if (untold > 0) process.stderr.write(`${untold} more documents like these could not be read\n`);
  if (results === 0) fail(`m4max read ${format}: ${nothing(told.size, [...noted])}`);
}

function nothing(faults: number, noted: readonly string[]): string {
  if (faults > 0) return 'nothing could be read';
  if (noted.length === 0) return 'the input is empty';
  return `there is nothing but ${noted.map((what) => `an ${what}`).join(', ')}`;
}

async function print(result: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await once(process.stdout, 'drain');
}

/** Recordings are often kept packed: gzip is known by its first two bytes. */
async function unpacked(input: Readable): Promise<Readable> {
  const ended = once(input, 'end');
  await Promise.race([once(input, 'readable'), ended]);
  const first: Buffer | null = input.read();
  if (first === null) return input;
  input.unshift(first);
  return first[0] === 0x1f && first[1] === 0x8b ? input.pipe(createGunzip()) : input;
}

/** UTF-8, or UTF-16 where its mark says so, as Windows' PowerShell writes files. */
async function* textOf(input: Readable): AsyncGenerator<string> {
  let decoder: StringDecoder | undefined;
  for await (const chunk of input as AsyncIterable<Buffer>) {
    decoder ??= new StringDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf16le' : 'utf8');
    yield decoder.write(chunk);
  }
}

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}

process.stdout.on('error', () => process.exit(0)); // Whoever reads it has seen enough (`| head`).
const format = process.argv[2] ?? '';
const isKnown = (name: string): name is Format => Object.hasOwn(readers, name);
if (isKnown(format)) await read(format, process.stdin);
else
  fail(
    `m4max read: unknown format ${JSON.stringify(format)}: expected ${Object.keys(readers).join(' or ')}`,
  );
