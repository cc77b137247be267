import { once } from 'node:events';
import { readRecording } from './host/read-recording.ts';
import { eventReader } from './recording/read-events.ts';
import { statsReader } from './recording/read-stats.ts';

/** `m4max read FORMAT`: recorded output of a Docker Engine on standard input, JSON lines on standard output. */
const readers = { 'docker-stats': statsReader, 'docker-events': eventReader };

async function read(format: string): Promise<string | undefined> {
  if (!isKnown(format))
    return `unknown format ${JSON.stringify(format)}: expected ${Object.keys(readers).join(' or ')}`;
  const nothing = await readRecording({
    reader: readers[format](),
    input: process.stdin,
    async print(result) {
      if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await once(process.stdout, 'drain');
    },
    tell: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  return nothing === undefined ? undefined : `${format}: ${nothing}`;
}

function isKnown(format: string): format is keyof typeof readers {
  return Object.hasOwn(readers, format);
}

process.stdout.on('error', () => process.exit(0)); // Whoever reads it has seen enough (`| head`).
const failure = await read(process.argv[2] ?? '');
if (failure !== undefined) {
  process.stderr.write(`m4max read: ${failure}\n`);
  process.exitCode = 1;
}
