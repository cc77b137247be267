import { gunzipSync } from 'node:zlib';
import { DEFAULT_TELEMETRY_STREAM } from './config.ts';
import { parseExposition } from './exposition/parse-exposition.ts';
import { tellExposition } from './exposition/tell-exposition.ts';
import { readFixRecording } from './recording/read-fix-recording.ts';
import type { RecordingOutcome } from './recording/read-recording.ts';
import { readRecording } from './recording/read-recording.ts';

/** The whole recording is looked at once for its span, and then read. */
const MAX_BYTES = 256 * 1024 * 1024;

const formats: ReadonlyMap<string, (text: string) => readonly string[]> = new Map([
  ['bus', (text: string) => sampleOf(readRecording(text, DEFAULT_TELEMETRY_STREAM))],
  ['fix', (text: string) => sampleOf(readFixRecording(text, DEFAULT_TELEMETRY_STREAM))],
  ['prometheus', familiesOf],
]);

/** `m4max read bus`, `fix` and `prometheus`: standard input (gzip too) → JSON lines on standard output. */
async function read(format = '(none)'): Promise<void> {
  const linesOf = formats.get(format);
  if (linesOf === undefined)
    throw new Error(
      `cannot read the format ${format}: it is one of ${[...formats.keys()].join(', ')}`,
    );
  const lines = linesOf((await input()).toString('utf8'));
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function sampleOf(outcome: RecordingOutcome): readonly string[] {
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
    if (bytes > MAX_BYTES) throw new Error(TOO_LARGE);
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  const isPacked = whole[0] === 0x1f && whole[1] === 0x8b;
  return isPacked ? unpacked(whole) : whole;
}

const TOO_LARGE = 'the recording is larger than 256 MB: cut it';

function unpacked(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new Error(TOO_LARGE);
    const fault = code === 'Z_BUF_ERROR' ? 'breaks off' : 'is damaged';
    throw new Error(`what gzip packed ${fault}: copy the recording again, or unpack it yourself`);
  }
}

process.stdout.on('error', () => process.exit(0)); // The reader has seen enough (`| head`).
try {
  await read(process.argv[2]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
