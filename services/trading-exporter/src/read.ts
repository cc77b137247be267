import { gunzipSync } from 'node:zlib';
import { DEFAULT_TELEMETRY_STREAM } from './config.ts';
import { readRecording } from './recording/read-recording.ts';

/** The whole recording is looked at once for its span, and then read. */
const MAX_BYTES = 256 * 1024 * 1024;

/** `m4max read bus`: stream entries as JSON lines on standard input (gzip too), one TradingSample on standard output. */
async function read(format: string | undefined): Promise<void> {
  if (format !== 'bus') throw new Error(`cannot read the format ${format ?? '(none)'}: it is bus`);
  const outcome = readRecording((await input()).toString('utf8'), DEFAULT_TELEMETRY_STREAM);
  if (outcome.kind === 'unreadable') throw new Error(outcome.reason);
  process.stdout.write(`${JSON.stringify(outcome.sample)}\n`);
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
