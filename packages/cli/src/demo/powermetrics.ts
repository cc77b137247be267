/**
 * Stands in for macOS' powermetrics on a simulated M4 Max: flags, refusals and the plist stream are those
 * of the real one. `M4MAX_DEMO_P_LOAD` fixes the share of time that every performance core is active
 * (0 to 1); the file that `M4MAX_DEMO_LOAD_FILE` names does so from one sample to the next, while it
 * holds such a number.
 */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { parseArgs } from 'node:util';
import { powermetricsDocument } from './powermetrics-document.ts';
import { simulateMac } from './simulated-mac.ts';

const SAMPLERS = new Set(
  'tasks battery network disk interrupts cpu_power thermal sfi gpu_power ane_power'.split(' '),
);

const options = readOptions();
const startedAt = process.hrtime.bigint();
let sampledAt = startedAt;
let heat = 0;
const bootedAt = new Date(Date.now() - uptime() * 1000);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => process.exit(0));
process.stdout.on('error', () => process.exit(0)); // Nobody reads any more.
later(1);

/** Samples are due at fixed times from the start, so that a late one does not delay those after it. */
function later(sample: number): void {
  const due = Number(startedAt / 1_000_000n) + sample * options.milliseconds;
  const wait = Math.max(0, due - Number(process.hrtime.bigint() / 1_000_000n));
  setTimeout(() => {
    const now = process.hrtime.bigint();
    process.stdout.write(`${sample === 1 ? '' : '\0'}${document(Number(now - sampledAt))}`);
    sampledAt = now;
    if (sample === options.samples) return;
    later(sample + 1);
  }, wait);
}

function document(elapsedNs: number): string {
  const at = new Date();
  const moment = simulateMac({
    seconds: at.getTime() / 1000,
    elapsedSeconds: elapsedNs / 1e9,
    performanceLoad: fixedLoad(),
    heat,
  });
  heat = moment.heat;
  return powermetricsDocument(moment, { at, bootedAt, elapsedNs, samplers: options.samplers });
}

/** The load that a test or a presenter asked for; anything but a number from 0 to 1 asks for nothing. */
function fixedLoad(): number | undefined {
  const { M4MAX_DEMO_LOAD_FILE: file, M4MAX_DEMO_P_LOAD: load } = process.env;
  return numberIn(file === undefined ? undefined : readOrNothing(file)) ?? numberIn(load);
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // There is no such file while nobody asks for a load.
  }
}

function numberIn(content: string | undefined): number | undefined {
  if (content === undefined || content.trim() === '') return undefined;
  const value = Number(content);
  return value >= 0 && value <= 1 ? value : undefined;
}

function readOptions() {
  const values = readFlags();
  if (values.help === true) {
    process.stdout.write(
      'Usage: powermetrics [-i sample_interval_ms] [-n count] [-s samplers] -f plist\n',
    );
    process.exit(0);
  }
  const asked = (values.samplers ?? 'cpu_power,gpu_power').split(',');
  const unknown = asked.find((sampler) => !SAMPLERS.has(sampler));
  if (unknown !== undefined) refuse(`powermetrics: unrecognized sampler: ${unknown}`);
  if (values.format !== 'plist') refuse('powermetrics: the simulated one writes -f plist only');
  return {
    samplers: new Set(asked),
    milliseconds: Math.max(1, Number(values['sample-rate'] ?? 5000) || 5000),
    samples: Number(values['sample-count'] ?? -1),
  };
}

/** The short names are those of every macOS; of the long ones the newest. */
function readFlags() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        samplers: { type: 'string', short: 's' },
        'sample-rate': { type: 'string', short: 'i' },
        'sample-count': { type: 'string', short: 'n' },
        format: { type: 'string', short: 'f' },
        'buffer-size': { type: 'string', short: 'b' },
        poweravg: { type: 'string', short: 'a' },
      },
    }).values;
  } catch (error) {
    const flag = /'([^' ]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    return refuse(`powermetrics: unrecognized option \`${flag}'`);
  }
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
