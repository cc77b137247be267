import { gunzipSync } from 'node:zlib';
import { DEFAULT_TELEMETRY_STREAM } from './config.ts';
import { parseExposition } from './exposition/parse-exposition.ts';
import { tellExposition } from './exposition/tell-exposition.ts';
import { readRecording } from './recording/read-recording.ts';

/** The whole recording is looked at once for its span, and then read. */
const MAX_BYTES = 256 * 1024 * 1024;

/** `m4max read bus` and `m4max read prometheus`: standard input (gzip too) → JSON lines on standard output. */
async function read(format: string | undefined): Promise<void> {
  if (format !== 'bus' && format !== 'prometheus')
    throw new Error(`cannot read the format ${format ?? '(none)'}: it is bus or prometheus`);
  const text = (await input()).toString('utf8');
  const lines = format === 'bus' ? sampleOf(text) : familiesOf(text);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function sampleOf(text: string): readonly string[] {
  const outcome = readRecording(text, DEFAULT_TELEMETRY_STREAM);
  if (outcome.kind === 'unreadable') throw new Error(outcome.reason);
  return [JSON.stringify(outcome.sample)];
}

function familiesOf(text: string): readonly string[] {
  const page = parseExposition(text);
  if (page.kind === 'unreadable') throw new Error(page.reason);
  return tellExposition(page);
}

async function input(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error('the recording is larger than 256 MB: cut it');
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  const isPacked = whole[0] === 0x1f && whole[1] === 0x8b;
  return isPacked ? gunzipSync(whole, { maxOutputLength: MAX_BYTES }) : whole;
}

process.stdout.on('error', () => process.exit(0)); // The reader has seen enough (`| head`).
try {
  await read(process.argv[2]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
