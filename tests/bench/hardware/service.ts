// What the running hardware-exporter takes of the machine, and whether its memory stays flat.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { eventually, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import type { Usage } from '../process-usage.ts';
import { bytesPerMinute, coreRatio, usageOf } from '../process-usage.ts';

const USAGE = `Usage: pnpm bench:hardware-service [--seconds N] [--replay-minutes N] [--json]

Runs the compiled hardware-exporter against a real Redis and the look-alike of powermetrics, on Linux.
  --seconds N         how long it is watched at one sample a second (default 120)
  --replay-minutes N  how long at fifty samples a second, to see its memory (default 10, 0 for not at all)
  --json              one JSON object a line
`;
const WARM_UP_SECONDS = 10;
const REPLAY_SPEED = 50;
const REPLAY_STEP_SECONDS = 30;
/** Until then the compiler and the young space settle. */
const SETTLED_SHARE = 0.3;

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    'replay-minutes': { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const seconds = Number(values.seconds);
const minutes = Number(values['replay-minutes']);
if (values.help) process.stdout.write(USAGE);
else if (seconds > 0 && minutes >= 0) await bench();
else fail();

function fail(): void {
  process.stderr.write(USAGE);
  process.exitCode = 1;
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-bench-'));
  const redis = await startRedis({ embedded: false });
  try {
    await watched({ folder, redisUrl: redis.url, speed: 1 }, atOneHertz);
    if (minutes > 0) await watched({ folder, redisUrl: redis.url, speed: REPLAY_SPEED }, replay);
  } finally {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Setting = { readonly folder: string; readonly redisUrl: string; readonly speed: number };

/** Runs the service for as long as the job takes. */
async function watched(
  setting: Setting,
  job: (pid: number, samples: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const store = new Redis(setting.redisUrl);
  const samples = async () => Number(await entriesAdded(store));
  const service = start(setting);
  try {
    const before = await samples();
    await eventually('the service publishes', async () => {
      if (service.exitCode !== null) throw new Error('the service ended');
      return (await samples()) > before;
    });
    if (service.pid === undefined) throw new Error('the service did not start');
    await sleep(WARM_UP_SECONDS * 1000);
    await job(service.pid, samples);
  } finally {
    service.kill('SIGTERM');
    if (service.exitCode === null) await once(service, 'exit');
    store.disconnect();
  }
}

function start({ folder, redisUrl, speed }: Setting): ChildProcess {
  const program = join(folder, 'powermetrics');
  const script = fromRoot('packages/cli/dist/demo/powermetrics.js');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(program, 0o755);
  return spawn(process.execPath, [fromRoot('services/hardware-exporter/dist/main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      REDIS_URL: redisUrl,
      HOST_LABEL: 'bench',
      PORT: '0',
      POWERMETRICS_PATH: program,
      HARDWARE_SOURCES: 'powermetrics,systeminformation',
      M4MAX_DEMO_SPEED: String(speed),
    },
  });
}

/** Counted by the store since the stream began, whatever was trimmed. */
async function entriesAdded(store: Redis): Promise<unknown> {
  const facts = await store.xinfo('STREAM', '{m4max}:samples:hardware').catch(() => []);
  return Array.isArray(facts) ? (facts[facts.indexOf('entries-added') + 1] ?? 0) : 0;
}

async function atOneHertz(pid: number, samples: () => Promise<number>): Promise<void> {
  process.stderr.write(`watching the service for ${seconds} s at one sample a second …\n`);
  const [before, countBefore] = [await usageOf(pid), await samples()];
  await sleep(seconds * 1000);
  const [after, countAfter] = [await usageOf(pid), await samples()];
  const cpu = coreRatio(before, after, 'cpuSeconds');
  const children = coreRatio(before, after, 'childrenCpuSeconds');
  report(
    {
      kind: 'steady',
      seconds,
      samples: countAfter - countBefore,
      core_ratio: cpu,
      ended_children_core_ratio: children,
      resident_bytes: after.residentBytes,
      proportional_bytes: after.proportionalBytes,
    },
    `1 sample a second, ${countAfter - countBefore} samples: ${percent(cpu)} of one core and ${percent(children)} by children that ended; RSS ${megabytes(after.residentBytes)}, PSS ${megabytes(after.proportionalBytes)}`,
  );
}

async function replay(pid: number, samples: () => Promise<number>): Promise<void> {
  process.stderr.write(`replaying for ${minutes} minutes at ${REPLAY_SPEED} samples a second …\n`);
  const countBefore = await samples();
  const usages: Usage[] = [await usageOf(pid)];
  for (let step = 1; step <= (minutes * 60) / REPLAY_STEP_SECONDS; step += 1) {
    await sleep(REPLAY_STEP_SECONDS * 1000);
    const usage = await usageOf(pid);
    usages.push(usage);
    report(
      {
        kind: 'replaying',
        seconds: step * REPLAY_STEP_SECONDS,
        resident_bytes: usage.residentBytes,
      },
      `${String(step * REPLAY_STEP_SECONDS).padStart(5)} s  RSS ${megabytes(usage.residentBytes)}  PSS ${megabytes(usage.proportionalBytes)}`,
    );
  }
  const count = (await samples()) - countBefore;
  const settled = usages.slice(Math.floor(usages.length * SETTLED_SHARE));
  const slope = bytesPerMinute(settled);
  const [first, last] = [usages[0], usages.at(-1)];
  if (first === undefined || last === undefined) return;
  const cpu = coreRatio(first, last, 'cpuSeconds');
  report(
    { kind: 'replay', minutes, samples: count, core_ratio: cpu, resident_bytes_per_minute: slope },
    `${count} samples in ${minutes} min: ${percent(cpu)} of one core, RSS ${megabytes(last.residentBytes)}, ${(slope / 1024).toFixed(0)} kB/min after the first ${(SETTLED_SHARE * minutes).toFixed(1)} min`,
  );
}

function report(facts: object, sentence: string): void {
  process.stdout.write(`${values.json ? JSON.stringify(facts) : sentence}\n`);
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(2)} %`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
