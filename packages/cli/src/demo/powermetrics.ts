/**
 * Stands in for macOS' powermetrics on a simulated M4 Max: options, refusals, both formats and the
 * framing are those of the real one. What it can be told is in the table of `simulated-mac-watch.ts`;
 * the one-off faults are described in `powermetrics-faults.ts`. Beside those there are the lasting
 * ones, for as long as they are told: `no-power` (0 mW beside busy cores, as the betas of macOS 27),
 * `slow-energy` (nothing and double in turn, as an M5), `invalid` (`nan` and `invalid`), `noise` (its
 * habitual complaints on standard error).
 *
 * `M4MAX_DEMO_POWERMETRICS_USER` other than root: it refuses as for a user who is not.
 * `M4MAX_DEMO_OS_BUILD`: the build of macOS it belongs to, which decides on options, samplers and
 * repeated keys; 25B78 without.
 *
 * Signals as the real one: SIGINFO takes a sample now (SIGUSR2 where there is none, as on Linux),
 * SIGINT, SIGTERM and SIGHUP end it. Taken and without effect: `-b`, `-a`, `-t`, the order, the final
 * summary, `--handle-invalid-values`, and of the `--show-…` all but initial usage, coalitions, energy.
 */
import { createWriteStream } from 'node:fs';
import { constants, uptime } from 'node:os';
import { powermetricsDocument } from './powermetrics-document.ts';
import { ASLEEP_NS, struckBy } from './powermetrics-faults.ts';
import type { Run } from './powermetrics-options.ts';
import { readCommandLine } from './powermetrics-options.ts';
import type { PowerSample } from './powermetrics-sample.ts';
import { metered } from './powermetrics-sample.ts';
import { powermetricsText, textHead } from './powermetrics-text.ts';
import { dialectOf, usage } from './powermetrics-usage.ts';
import { watchMac } from './simulated-mac-watch.ts';

const NOISE = 'proc_pidpath 1460 failed(0)\nSecond underflow occured.\n';
/** Longer than anybody waits: keeps a process that hangs, or samples only when asked. */
const LONG_MILLISECONDS = 2 ** 31 - 1;

const { M4MAX_DEMO_POWERMETRICS_USER: user = 'root', M4MAX_DEMO_OS_BUILD: osBuild = '25B78' } =
  process.env;
const dialect = dialectOf(osBuild);
const options = runOrEnd();
const mac = watchMac('powermetrics');
const output =
  options.outputFile === undefined ? process.stdout : createWriteStream(options.outputFile);
const bootedAt = new Date(Date.now() - uptime() * 1000);
const startedAt = process.hrtime.bigint();
let sampledAt = startedAt;
let sample = 0;
let written = 0;
let hanging = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => process.exit(0));
process.on('SIGINFO' in constants.signals ? 'SIGINFO' : 'SIGUSR2', take);
output.on('error', () => process.exit(0)); // Nobody reads any more.

if (options.format === 'text') output.write(textHead({ osBuild, bootedAt }));
if (options.initialUsage) {
  const { moment } = mac.look({ sample: 0, elapsedSeconds: 0 });
  write(render({ ...options, moment, elapsedNs: uptime() * 1e9, isDelta: false, invalid: false }));
}
if (options.milliseconds === 0) setTimeout(() => undefined, LONG_MILLISECONDS);
else later(1);

/** Samples are due at fixed times from the start, so that a late one does not delay those after it. */
function later(turn: number): void {
  if (options.samples >= 0 && turn > options.samples) return;
  const due = Number(startedAt / 1_000_000n) + (turn * options.milliseconds) / mac.speed;
  const wait = Math.max(0, due - Number(process.hrtime.bigint() / 1_000_000n));
  setTimeout(() => {
    take();
    later(turn + 1);
  }, wait);
}

function take(): void {
  if (hanging) return;
  sample += 1;
  const now = process.hrtime.bigint();
  const lived = mac.speed === 1 ? Number(now - sampledAt) : options.milliseconds * 1e6;
  sampledAt = now;
  const { moment, lasting, oneOff } = mac.look({ sample, elapsedSeconds: lived / 1e9 });
  if (lasting.has('noise')) process.stderr.write(NOISE);
  const document = render({
    ...options,
    moment: metered(moment, { lasting, sample }),
    elapsedNs: oneOff === 'asleep' ? ASLEEP_NS : lived,
    isDelta: true,
    invalid: lasting.has('invalid'),
  });
  if (oneOff === undefined) return write(document);
  const struck = struckBy(oneOff, document);
  switch (struck.kind) {
    case 'written':
      return write(struck.bytes);
    case 'dies':
      process.stderr.write(`${struck.sentence}\n`);
      return process.exit(1);
    case 'hangs':
      hanging = true;
      setTimeout(() => undefined, LONG_MILLISECONDS);
  }
}

function render(
  part: Omit<PowerSample, 'at' | 'bootedAt' | 'osBuild'> & Pick<Run, 'format'>,
): string {
  const whole: PowerSample = { ...part, at: new Date(), bootedAt, osBuild };
  return part.format === 'plist' ? powermetricsDocument(whole) : powermetricsText(whole);
}

/** The NUL between two documents comes with the second. */
function write(document: string | Buffer): void {
  if (options.format === 'plist' && written > 0) output.write('\0');
  output.write(document);
  written += 1;
}

function runOrEnd(): Run {
  const request = readCommandLine(process.argv.slice(2), dialect);
  if (request.kind === 'help') {
    process.stdout.write(usage(dialect));
    process.exit(0);
  }
  if (request.kind === 'refused')
    refuse(`${request.because}\n${request.withUsage ? usage(dialect) : ''}`);
  if (user !== 'root') refuse('powermetrics must be invoked as the superuser\n');
  return request;
}

function refuse(sentence: string): never {
  process.stderr.write(sentence);
  process.exit(1);
}
