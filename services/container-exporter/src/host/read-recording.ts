import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Piece } from '../recording/json-documents.ts';
import { jsonDocuments } from '../recording/json-documents.ts';
import type { Reader } from '../recording/understand.ts';
import { understand } from '../recording/understand.ts';

/** A recording of the wrong kind has a fault a line: these different ones are told, the rest is counted. */
const TOLD_FAULTS = 10;

/**
 * Reads a recording, packed or not, and prints what the reader makes of it. What it cannot use is
 * told in sentences; the result is a last one when nothing could be read.
 */
export async function readRecording(options: {
  readonly reader: Reader;
  readonly input: Readable;
  readonly print: (result: object) => Promise<void>;
  readonly tell: (sentence: string) => void;
}): Promise<string | undefined> {
  const { reader, input, print, tell } = options;
  const documents = jsonDocuments();
  let number = 0;
  let results = 0;
  let untold = 0;
  const told = new Set<string>();
  const noted = new Set<string>();

  const fault = (why: string) => {
    if (told.has(why) || told.size >= TOLD_FAULTS) untold += 1;
    else tell(`document ${number}: ${why}`);
    if (told.size < TOLD_FAULTS) told.add(why);
  };
  const take = async (pieces: readonly Piece[]) => {
    for (const piece of pieces) {
      number += 1;
      const understood = understand(piece, reader);
      if (understood.kind === 'fault') fault(understood.why);
      else if (understood.kind === 'noted') noted.add(understood.what);
      else {
        results += 1;
        await print(understood.result);
      }
    }
  };

  try {
    const text = (await unpacked(input)).setEncoding('utf8') as AsyncIterable<string>;
    for await (const chunk of text) await take(documents.push(chunk));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const sentence = `the recording breaks off after document ${number}: ${why}`;
    tell(sentence);
    told.add(sentence);
  }
  await take(documents.rest());
  if (untold > 0) tell(`more like these that could not be read: ${untold}`);
  return results === 0 ? nothing(told.size, [...noted]) : undefined;
}

function nothing(faults: number, noted: readonly string[]): string {
  if (faults > 0) return 'nothing could be read';
  if (noted.length === 0) return 'the input is empty';
  return `there is nothing but ${noted.map((what) => `an ${what}`).join(', ')}`;
}

/** Recordings are often kept packed: gzip is known by its first two bytes. */
async function unpacked(input: Readable): Promise<Readable> {
  const ended = once(input, 'end');
  await Promise.race([once(input, 'readable'), ended]);
  const first: Buffer | null = input.read();
  if (first === null) return input;
  input.unshift(first);
  if (first[0] !== 0x1f || first[1] !== 0x8b) return input;
  const unpacking = createGunzip();
  input.on('error', (error) => unpacking.destroy(error));
  return input.pipe(unpacking);
}
