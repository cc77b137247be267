// How long it takes from the bytes of powermetrics to a reading, beside two parsers in common use.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';
import { parse as parsePlist } from 'plist';
import { readPlist } from '../../../services/hardware-exporter/src/plist/read-plist.ts';
import { splitDocuments } from '../../../services/hardware-exporter/src/plist/split-documents.ts';
import { readDocument } from '../../../services/hardware-exporter/src/reading/read-document.ts';
import { documentWithProcesses, stream, usualDocument } from './documents.ts';
import type { Measured } from './measure.ts';
import { measure } from './measure.ts';

const USAGE = `Usage: pnpm bench:hardware [FILE…] [--json]

Reads documents of powermetrics again and again: those that the look-alike writes, or recorded ones
(plist, NUL-separated stream, or either packed with gzip). Prints the time that one document takes, and what it
allocates, beside fast-xml-parser and plist over the same bytes.
`;

const CHUNK_BYTES = 64 * 1024;

type Input = { readonly title: string; readonly bytes: Buffer };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
});
if (values.help === true) process.stdout.write(USAGE);
else
  for (const input of positionals.length > 0 ? positionals.map(recorded) : simulated()) run(input);

function simulated(): readonly Input[] {
  return [
    { title: 'a document as the service asks for it', bytes: Buffer.from(usualDocument()) },
    { title: 'one with every process', bytes: Buffer.from(documentWithProcesses()) },
    { title: 'a stream of half a minute', bytes: Buffer.from(stream()) },
  ];
}

function recorded(path: string): Input {
  const bytes = readFileSync(path);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return { title: basename(path), bytes: isPacked ? gunzipSync(bytes) : bytes };
}

function run({ title, bytes }: Input): void {
  const [first, ...others] = split(bytes).map((document) => Buffer.from(document));
  if (first === undefined) throw new Error(`${title} holds no whole document`);
  // Only its ordered form keeps which value belongs to which key.
  const xml = new XMLParser({ preserveOrder: true });
  const jobs: Readonly<Record<string, (document: Buffer) => unknown>> = {
    'm4max, to a reading': (document) => split(document).map((text) => readDocument(text, 'plist')),
    'm4max, the list alone': (document) => readPlist(document.toString()),
    'fast-xml-parser': (document) => xml.parse(document.toString()),
    plist: (document) => parsePlist(document.toString()),
  };
  const rows = Object.entries(jobs).flatMap(([name, job]) => {
    process.stderr.write(`measuring ${name} …\n`);
    const refusal = whyRefused(() => job(first));
    if (refusal === undefined) return [{ name, ...measure(job, [first, ...others]) }];
    process.stderr.write(`${name} refuses the document: ${refusal}\n`);
    return [];
  });
  const facts = { title, bytes: bytes.length, documents: 1 + others.length };
  const own = rows[0]?.medianMs ?? Number.NaN;
  const compared = rows.map((row) => ({ ...row, times: row.medianMs / own }));
  if (values.json) process.stdout.write(`${JSON.stringify({ ...facts, rows: compared })}\n`);
  else process.stdout.write(`${table(facts, compared)}\n`);
}

/** The documents of a stream that comes as a child's pipe delivers it. */
function split(bytes: Buffer): readonly string[] {
  const splitter = splitDocuments();
  const documents: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    documents.push(...splitter.push(bytes.subarray(at, at + CHUNK_BYTES)).documents);
  return documents;
}

function whyRefused(job: () => unknown): string | undefined {
  try {
    job();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function table(
  facts: { readonly title: string; readonly bytes: number; readonly documents: number },
  rows: readonly (Measured & { readonly name: string; readonly times: number })[],
): string {
  const head = `${facts.title}: ${(facts.bytes / 1000).toFixed(1)} kB, ${facts.documents} document${facts.documents === 1 ? '' : 's'}`;
  const lines = rows.map(
    ({ name, medianMs, p95Ms, allocatedBytes, times, runs }) =>
      `  ${name.padEnd(24)}${medianMs.toFixed(3).padStart(9)} ms  p95 ${p95Ms.toFixed(3).padStart(8)} ms  ${(allocatedBytes / 1000).toFixed(0).padStart(7)} kB allocated  × ${times.toFixed(1).padStart(5)}  (${runs} runs)`,
  );
  return [`${head}; for each:`, ...lines].join('\n');
}
