/**
 * Stands in for macmon 0.8.2 on the same simulated M4 Max as the look-alike of powermetrics: at the
 * same moment both say the same. Only `macmon pipe` is there. What it can be told is in the table of
 * `simulated-mac-watch.ts`; its one-off faults are `hang` (it says nothing more), `die` (the sentence
 * macmon is known to end with) and `garbage` (a line that is none, and one cut in the middle), its
 * lasting one is `no-power` (0 W beside busy cores, as on the betas of macOS 27).
 */
import { macmonLine } from './macmon-line.ts';
import { readMacmonLine } from './macmon-options.ts';
import { watchMac } from './simulated-mac-watch.ts';

const VERSION = 'macmon 0.8.2';
/** Longer than anybody waits: keeps a process that hangs. */
const LONG_MILLISECONDS = 2 ** 31 - 1;

const options = pipeOrEnd();
const mac = watchMac('macmon');
let sampledAt = process.hrtime.bigint();
process.stdout.on('error', () => process.exit(1)); // Nobody reads any more.
later(1);

/** The next interval begins when a sample is written. */
function later(sample: number): void {
  setTimeout(() => {
    const now = process.hrtime.bigint();
    const elapsedSeconds =
      mac.speed === 1 ? Number(now - sampledAt) / 1e9 : options.milliseconds / 1000;
    sampledAt = now;
    const { moment, lasting, oneOff } = mac.look({ sample, elapsedSeconds });
    const line = `${macmonLine(moment, {
      timestamp: rfc3339(),
      socInfo: options.socInfo,
      noPower: lasting.has('no-power'),
    })}\n`;
    if (oneOff === 'hang') return void setTimeout(() => undefined, LONG_MILLISECONDS);
    if (oneOff === 'die') return die();
    process.stdout.write(oneOff === 'garbage' ? garbled(line) : line);
    if (sample === options.samples) return;
    later(sample + 1);
  }, options.milliseconds / mac.speed);
}

function die(): never {
  process.stderr.write('Error: "Failed to get memory stats"\n');
  process.exit(1);
}

function garbled(line: string): string {
  return `thread panicked \ufffd{]\n${line.slice(0, line.length / 2)}\n`;
}

/** With microseconds, as on macOS. */
function rfc3339(): string {
  const now = performance.timeOrigin + performance.now();
  const micros = Math.floor((now % 1) * 1000);
  return `${new Date(now).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}+00:00`;
}

function pipeOrEnd() {
  const request = readMacmonLine(process.argv.slice(2));
  switch (request.kind) {
    case 'pipe':
      return request;
    case 'version':
      process.stdout.write(`${VERSION}\n`);
      return process.exit(0);
    case 'help':
      process.stdout.write('Usage: macmon pipe [-i MILLISECONDS] [-s SAMPLES] [--soc-info]\n');
      return process.exit(0);
    case 'refused':
      process.stderr.write(request.sentence);
      return process.exit(2);
    case 'not simulated':
      process.stderr.write(`macmon: the simulated one has only pipe, not ${request.command}\n`);
      return process.exit(1);
  }
}
