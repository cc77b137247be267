import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { PlistFault, readPlist } from '../../services/hardware-exporter/src/plist/read-plist.ts';
import { splitDocuments } from '../../services/hardware-exporter/src/plist/split-documents.ts';
import { seededRandom } from './seeded-random.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const MEGABYTE = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
/** The splitter holds 16 MB at most, in room that doubles; the rest is what a heap breathes. */
const MOST_GROWTH_BYTES = 40 * MEGABYTE;

it.each([
  { title: 'random bytes', megabytes: 64, chunk: randomBytes() },
  { title: 'openings', megabytes: 64, chunk: Buffer.alloc(CHUNK_BYTES, '<') },
  { title: 'ends without lines', megabytes: 64, chunk: Buffer.alloc(CHUNK_BYTES, '</plist>') },
  { title: 'lines', megabytes: 64, chunk: Buffer.alloc(CHUNK_BYTES, '\n') },
  { title: 'NULs', megabytes: 64, chunk: Buffer.alloc(CHUNK_BYTES) },
  // Each of its lines is a document that is refused: 230,000 of them.
  { title: 'ends of documents', megabytes: 2, chunk: Buffer.alloc(CHUNK_BYTES, '</plist>\n') },
])(
  '$megabytes MB of $title do not stay in memory, and the next document is read',
  (noise) => {
    const splitter = splitDocuments();
    const before = heldBytes();
    let most = 0;
    let drops = 0;
    for (let pushed = 0; pushed < noise.megabytes * MEGABYTE; pushed += CHUNK_BYTES) {
      const { documents, dropped } = splitter.push(noise.chunk);
      if (dropped) drops += 1;
      for (const document of documents) expectRefusal(document);
      // 15 MB after each drop, that is nearly full.
      if (pushed % (17 * MEGABYTE) === 15 * MEGABYTE) most = Math.max(most, heldBytes() - before);
    }
    expect(most).toBeLessThan(MOST_GROWTH_BYTES);
    expect(drops).toBe(Math.floor(noise.megabytes / 16.01));

    splitter.push(Buffer.from('\n</plist>\n'));
    const document = '<plist><true/>\n</plist>\n';
    expect(splitter.push(Buffer.from(document)).documents).toEqual([document]);
    expect(heldBytes() - before).toBeLessThan(8 * MEGABYTE);
  },
  60_000,
);

function expectRefusal(document: string): void {
  try {
    readPlist(document);
  } catch (error) {
    if (error instanceof PlistFault) return;
    throw error;
  }
  throw new Error(`this is taken for a property list: ${document.slice(0, 100)}`);
}

function heldBytes(): number {
  collectGarbage();
  collectGarbage(); // What the first one found is freed by the second at the latest.
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function randomBytes(): Buffer {
  const random = seededRandom(1);
  return Buffer.from(Array.from({ length: CHUNK_BYTES }, () => random.below(256)));
}
