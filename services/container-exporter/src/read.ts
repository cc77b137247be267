import { createInterface } from 'node:readline';
import { eventReader } from './recordings/read-events.ts';
import { statsReader } from './recordings/read-stats.ts';

/** `m4max read FORMAT`: recorded output of a Docker Engine on standard input, JSON lines on standard output. */
const readers = { 'docker-stats': statsReader, 'docker-events': eventReader };

const format = process.argv[2] ?? '';
const isKnown = (name: string): name is keyof typeof readers => Object.hasOwn(readers, name);
if (isKnown(format)) await read(readers[format]());
else
  fail(`unknown format ${JSON.stringify(format)}: expected ${Object.keys(readers).join(' or ')}`);

async function read(reader: (line: string) => object | undefined): Promise<void> {
  let count = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const result = line.trim() === '' ? undefined : reader(line);
    if (result === undefined) continue;
    count += 1;
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
  if (count === 0) fail(`nothing in the input could be read as ${format}`);
}

function fail(reason: string): void {
  process.stderr.write(`m4max read: ${reason}\n`);
  process.exitCode = 1;
}
