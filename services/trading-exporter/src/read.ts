import { text } from 'node:stream/consumers';
import { DEFAULT_TELEMETRY_STREAM } from './config.ts';
import { readRecording } from './recording/read-recording.ts';

/** `m4max read bus`: stream entries as JSON lines on standard input, one TradingSample on standard output. */
const outcome = readRecording(await text(process.stdin), DEFAULT_TELEMETRY_STREAM);
if (outcome.kind === 'read') process.stdout.write(`${JSON.stringify(outcome.sample)}\n`);
else {
  process.stderr.write(`bus: ${outcome.reason}\n`);
  process.exitCode = 1;
}
