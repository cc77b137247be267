import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { splitDocuments } from './plist/split-documents.ts';
import { splitText } from './reading/from-text.ts';
import { ASSUMED_MAX_WATTS } from './reading/neural-engine.ts';
import type { Energy } from './sample/energy.ts';
import { fromRecording } from './sample/from-recording.ts';

/** The text format is cut at its end only; an hour of it has some 40 MB. */
const MAX_TEXT_BYTES = 256 * 1024 * 1024;

/** `m4max read FORMAT`: a recorded output on standard input, a sample a line on standard output. */
async function read(format: string | undefined): Promise<void> {
  if (format !== 'powermetrics')
    return fail(
      `cannot read the format ${format ?? '(none)'}: supported is powermetrics (plist or text)`,
    );
  let energy: Energy = {};
  let samples = 0;
  let documents = 0;
  for await (const { kind, document } of documentsOf(await unpacked(process.stdin))) {
    documents += 1;
    const recorded = fromRecording(document, {
      format: kind,
      energy,
      aneMaxWatts: ASSUMED_MAX_WATTS,
      otherwiseTakenAt: new Date(),
    });
    if (recorded.kind === 'unreadable') {
      process.stderr.write(`document ${documents}: ${recorded.reason}\n`);
      continue;
    }
    energy = recorded.energy;
    samples += 1;
    process.stdout.write(`${JSON.stringify(recorded.sample)}\n`);
  }
  if (samples === 0) fail('there is no readable output of powermetrics on standard input');
}

type Document = { readonly kind: 'plist' | 'text'; readonly document: string };

async function* documentsOf(input: Readable): AsyncGenerator<Document> {
  const splitter = splitDocuments();
  let kind: Document['kind'] | undefined;
  const text: Buffer[] = [];
  let textBytes = 0;
  for await (const chunk of input as AsyncIterable<Buffer>) {
    kind ??= startsAsPlist(chunk);
    if (kind === 'text') {
      textBytes += chunk.length;
      if (textBytes > MAX_TEXT_BYTES)
        throw new Error('the recording is larger than 256 MB: cut it before a line "*** Sampled"');
      text.push(chunk);
      continue;
    }
    const { documents, dropped } = splitter.push(chunk);
    for (const document of documents) yield { kind: 'plist', document };
    if (dropped) process.stderr.write('16 MB without the end of a document were left out\n');
  }
  if (kind === 'text')
    for (const document of splitText(Buffer.concat(text).toString('utf8')))
      yield { kind: 'text', document };
  const rest = splitter.rest();
  if (rest !== undefined) yield { kind: 'plist', document: rest };
}

/** `undefined` while only white space has come. */
function startsAsPlist(chunk: Buffer): Document['kind'] | undefined {
  const start = chunk.toString('utf8').replace(/^[\0\s\ufeff]+/, '');
  if (start === '') return undefined;
  return start.startsWith('<') ? 'plist' : 'text';
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
