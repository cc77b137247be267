import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { PlistFault, readPlist } from '../../services/hardware-exporter/src/plist/read-plist.ts';
import { splitDocuments } from '../../services/hardware-exporter/src/plist/split-documents.ts';
import { fromDocument } from '../../services/hardware-exporter/src/reading/from-document.ts';
import { fromPlist } from '../../services/hardware-exporter/src/reading/from-plist.ts';
import type { Reading } from '../../services/hardware-exporter/src/reading/reading.ts';
import { differences, impossibleNumbers } from './differences.ts';
import { mutatePlist } from './mutate-plist.ts';
import { whatItSays } from './powermetrics-oracle.ts';
import type { Random } from './seeded-random.ts';
import { seededRandom } from './seeded-random.ts';

const DOCUMENTS = 20_000;
/** `FUZZ_SEED=… pnpm test tests/fuzz` tries others. */
const seed = Number(process.env['FUZZ_SEED'] ?? 4);

/** Every key that is read, few times each: the other parser takes its time. */
const clean = readFileSync(new URL('fixtures/powermetrics.plist', import.meta.url), 'utf8');

it('says nothing but what stands in the document, whatever is done to it', () => {
  const random = seededRandom(seed);
  const seen = { readings: 0, compared: 0, refused: 0 };
  for (let count = 0; count < DOCUMENTS; count += 1) {
    const { bytes, how } = mutatePlist(clean, random);
    const where = `document ${count} of seed ${seed} (${how})`;
    const documents = split(bytes, random);
    if (documents.at(-1) !== clean) throw new Error(`${where} spoils the second one after it`);
    for (const document of documents) {
      if (document === clean) continue;
      const reading = readingOf(document, where);
      seen[reading === undefined ? 'refused' : 'readings'] += 1;
      if (reading === undefined) continue;
      const faults = [...impossibleNumbers(reading), ...unlike(reading, document, seen)];
      if (faults.length > 0) throw new Error(`${where}:\n${faults.join('\n')}\n${document}`);
    }
  }
  // The test would be empty if what it compares were seldom there.
  expect(seen.readings).toBeGreaterThan(DOCUMENTS / 2);
  expect(seen.compared).toBeGreaterThan(DOCUMENTS / 2);
  expect(seen.refused).toBeGreaterThan(DOCUMENTS / 10);
}, 120_000);

/** Through the splitter in chunks that end anywhere, with two whole documents after it. */
function split(bytes: Buffer, random: Random): readonly string[] {
  const stream = Buffer.concat([bytes, Buffer.from(`\0${clean}\0${clean}`)]);
  const splitter = splitDocuments();
  const documents: string[] = [];
  let at = 0;
  while (at < stream.length) {
    const end = at + 1 + random.below(stream.length);
    documents.push(...splitter.push(stream.subarray(at, end)).documents);
    at = end;
  }
  return documents;
}

function readingOf(document: string, where: string): Reading | undefined {
  try {
    const found = fromPlist(readPlist(document));
    return found && fromDocument(found);
  } catch (error) {
    if (error instanceof PlistFault) return undefined;
    throw new Error(`${where} ends in another error`, { cause: error });
  }
}

/** Where the reading says something else than the same document read in another way. */
function unlike(reading: Reading, document: string, seen: { compared: number }): readonly string[] {
  const expected = document.includes('&') ? undefined : whatItSays(document); // Entities are each parser's own.
  if (expected === undefined) return [];
  seen.compared += 1;
  return differences(comparable(reading), expected);
}

/** The fields that the other way works out as well. */
function comparable(reading: Reading) {
  const { windowSeconds, model, osBuild, joules, chip, parts } = reading;
  const { cpu, gpu, power, disk, network } = parts;
  const whole = { windowSeconds, model, osBuild, joules, chip, cpu, gpu, disk, network };
  return { ...whole, power: power ?? {} };
}
