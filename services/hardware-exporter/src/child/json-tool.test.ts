import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually } from '@m4max/test-kit';
import { macmon } from '../macmon/macmon.ts';
import type { ParseFault, Reading } from '../reading/reading.ts';
import { keepRunning } from './keep-running.ts';
import type { Tool } from './tool.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const folder = mkdtempSync(join(tmpdir(), 'json-tool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A shell script in the place of macmon. */
function standIn(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    `#!/bin/sh\nif [ "$1" = --version ]; then echo "macmon 0.8.2"; exit 0; fi\n${script}\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

function keep(tool: Tool<undefined>) {
  const readings: Reading[] = [];
  const faults: ParseFault[] = [];
  const part = keepRunning(tool, {
    intervalSeconds: 1,
    onReading: (reading) => readings.push(reading),
    onFault: (fault) => faults.push(fault),
    log: createLogger('test', 'error'),
  });
  return { part, readings, faults };
}

it('reads the lines of a tool, with its version and the energy of an interval', async () => {
  const path = standIn('macmon', `echo '{"cpu_power":2,"all_power":3}'; exec sleep 60`);
  const { part, readings } = keep(macmon({ path, intervalSeconds: 1 }));
  await part.start();
  const reading = await eventually('a reading', () => readings[0]);
  await part.stop();
  expect(reading).toMatchObject({
    version: '0.8.2',
    windowSeconds: 1,
    parts: { power: { cpu_watts: 2 } },
    joules: { cpu: 2 },
  });
});

it('counts lines that cannot be read, and goes on with the next', async () => {
  const path = standIn(
    'macmon-garbled',
    `echo '{"cpu_power":}'; echo '{"weather":"fine"}'; echo '{"cpu_power":2}'; exec sleep 60`,
  );
  const { part, readings, faults } = keep(macmon({ path, intervalSeconds: 1 }));
  await part.start();
  await eventually('a reading', () => readings[0]);
  await part.stop();
  expect(faults).toEqual(['malformed', 'unrecognised']);
});

it.each([
  { seconds: 1, joules: { cpu: 2 } },
  { seconds: 3600, joules: {} },
])('knows the energy of $seconds s at one sample a second: $joules', ({ seconds, joules }) => {
  const tool = macmon({ path: undefined, intervalSeconds: 1 });
  const read = tool.read('{"cpu_power":2}', { plan: undefined, seconds });
  expect(read).toMatchObject({ kind: 'reading', reading: { windowSeconds: seconds, joules } });
  if (read.kind === 'reading') expect(read.reading.joules).toEqual(joules);
});

it('says how to get a tool that is not there', async () => {
  const { part } = keep(macmon({ path: join(folder, 'nowhere'), intervalSeconds: 1 }));
  await part.start();
  expect(await eventually('a reason', () => part.trouble())).toContain('MACMON_PATH');
  expect(part.restarts()).toBe(0);
  await part.stop();
});

it('says so when it cannot even be looked for', async () => {
  const tool = macmon({ path: undefined, intervalSeconds: 1 });
  const { part } = keep({
    ...tool,
    async command() {
      throw new Error('the disk is gone');
    },
  });
  await part.start();
  expect(await eventually('a reason', () => part.trouble())).toContain('the disk is gone');
  await part.stop();
});

it('starts nothing when it is told to stop while the tool is looked for', async () => {
  const path = standIn('macmon-late', 'exec sleep 60');
  const tool = macmon({ path, intervalSeconds: 1 });
  let found: (() => void) | undefined;
  const looking = new Promise<void>((resolve) => {
    found = resolve;
  });
  let starts = 0;
  const { part } = keep({
    ...tool,
    async command(plan) {
      await looking;
      const command = await tool.command(plan);
      return 'why' in command
        ? command
        : {
            ...command,
            split: () => {
              starts += 1;
              return command.split();
            },
          };
    },
  });
  await part.start();
  const stopped = part.stop();
  found?.();
  await stopped;
  expect(starts).toBe(0);
});
