import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Format } from './recording/formats.ts';
import { formatNamed } from './recording/formats.ts';
import { whatItIs } from './recording/what-it-is.ts';
import { fromRecording, RECORDING_STARTS } from './sample/from-recording.ts';

/** Enough of a recording to tell what it is instead. */
const HEAD_CHARACTERS = 64 * 1024;

/** `m4max read FORMAT`: a recorded output on standard input, a sample a line on standard output. */
async function read(name: string | undefined): Promise<void> {
  const format = formatNamed(name);
  if (typeof format === 'string') return fail(format);
  let recording = RECORDING_STARTS;
  let samples = 0;
  let documents = 0;
  let firstFault: string | undefined;
  let head = '';
  const reader = format.reader();
  const input = await unpacked(process.stdin);
  const seen = (chunk: Buffer) => {
    if (head.length < HEAD_CHARACTERS) head += chunk.toString('utf8');
  };
  for await (const document of documentsOf(format, input, seen)) {
    documents += 1;
    const found = reader(document);
    if (found.kind === 'fault') {
      firstFault ??= `document ${documents}: ${found.why}`;
      if (samples > 0) process.stderr.write(`document ${documents}: ${found.why}\n`);
      continue;
    }
    if (samples === 0 && firstFault !== undefined) process.stderr.write(`${firstFault}\n`);
    const recorded = fromRecording(found.reading, {
      source: format.source,
      recording,
      otherwiseTakenAt: new Date(),
    });
    recording = recorded.recording;
    samples += 1;
    process.stdout.write(`${JSON.stringify(recorded.sample)}\n`);
  }
  if (samples > 0) return;
  fail(whatItIs(head, format.source) ?? firstFault ?? `there is no output of ${format.source}`);
}

async function* documentsOf(
  format: Format,
  input: Readable,
  onChunk: (chunk: Buffer) => void,
): AsyncGenerator<string> {
  const splitter = format.split();
  for await (const chunk of input as AsyncIterable<Buffer>) {
    onChunk(chunk);
    const { documents, dropped } = splitter.push(chunk);
    yield* documents;
    if (dropped) process.stderr.write('too much came without the end of a document: left out\n');
  }
  const rest = splitter.rest();
  if (rest !== undefined) yield rest;
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

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}

process.stdout.on('error', () => process.exit(0)); // The reader has seen enough (`| head`).
try {
  await read(process.argv[2]);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
