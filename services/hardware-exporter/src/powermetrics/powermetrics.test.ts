import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually } from '@m4max/test-kit';
import { keepRunning } from '../child/keep-running.ts';
import type { ParseFault, Reading } from '../reading/reading.ts';
import { commandLines } from './command-lines.ts';
import { powermetrics } from './powermetrics.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'powermetrics-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = '<plist>\\n<dict><key>hw_model</key><string>';
const TAIL = '</string></dict>\\n</plist>\\n';

/** A shell script in the place of powermetrics, kept running as the service would. */
function keep(script: string, intervalSeconds = 30) {
  const path = join(folder, 'powermetrics');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  const readings: Reading[] = [];
  const faults: ParseFault[] = [];
  const part = keepRunning(powermetrics({ path, intervalSeconds }), {
    intervalSeconds,
    onReading: (reading) => readings.push(reading),
    onFault: (fault) => faults.push(fault),
    log: createLogger('test', 'error'),
  });
  return { part, readings, faults };
}

it('starts again without a sampler that this powermetrics does not know', async () => {
  const { part, readings } = keep(
    `case "$2" in
       *thermal*) echo "powermetrics: unrecognized sampler: thermal" >&2; exit 1;;
       *) printf '${HEAD}%s${TAIL}' "$2"; exec sleep 60;;
     esac`,
  );
  await part.start();
  const reading = await eventually('a reading', () => readings[0]);
  await part.stop();
  expect(reading.model).toBe('cpu_power,gpu_power');
  expect(part.restarts()).toBe(1);
  expect(part.trouble()).toBeUndefined();
});

it('says what to do when it is not allowed to, and stops while it waits', async () => {
  const { part } = keep('echo "powermetrics must be invoked as the superuser" >&2; exit 1');
  await part.start();
  const trouble = await eventually('a reason', () => part.trouble());
  expect(trouble).toContain('m4max doctor');
  await part.stop();
});

it('starts a powermetrics anew that ended, and forgets the trouble', async () => {
  const { part, readings } = keep(
    `if [ -e "${folder}/ran" ]; then printf '${HEAD}Mac${TAIL}'; exec sleep 60; fi
     touch "${folder}/ran"; echo "Abort trap" >&2; exit 134`,
  );
  await part.start();
  expect(await eventually('a reason', () => part.trouble())).toContain('Abort trap');
  await eventually('a reading', () => readings[0]);
  expect(part.trouble()).toBeUndefined();
  expect(part.restarts()).toBe(1);
  await part.stop();
});

it('does not count the end that comes after the asked number of samples', async () => {
  const { part, readings } = keep(
    `shift 5; left=$1; while [ "$left" -gt 0 ]; do printf '${HEAD}Mac${TAIL}'; left=$((left - 1)); done`,
  );
  await part.start();
  await eventually('three runs', () => readings[2 * 3600]);
  await part.stop();
  expect(part.restarts()).toBe(0);
});

it.each([{ intervalSeconds: 0.1 }, { intervalSeconds: 60 }])(
  'waits as long for the end of a text whatever the interval: $intervalSeconds s',
  async ({ intervalSeconds }) => {
    const [plan] = commandLines(intervalSeconds).slice(-1);
    const command = plan && (await powermetrics({ path: '/x', intervalSeconds }).command(plan));
    expect(command).toMatchObject({ quietSeconds: 0.25 });
  },
);

it('reads the text of a powermetrics whose property lists cannot be read', async () => {
  const { part, readings, faults } = keep(
    `case "$*" in
       *plist*) while :; do printf '<plist>\\n<dict>\\n</plist>\\n'; sleep 0.1; done;;
       *) printf '*** Sampled system activity\\nCPU Power: 7 mW\\n'; exec sleep 60;;
     esac`,
    1,
  );
  await part.start();
  const reading = await eventually('a reading', () => readings[0]);
  await part.stop();
  expect(reading.parts.power).toEqual({ cpu_watts: 0.007 });
  expect(faults).toEqual(['malformed', 'malformed', 'malformed']);
});
