import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { cgroupFiles } from './docker-cgroup-files.ts';
import { writeCgroupTree } from './docker-cgroup-tree.ts';
import { platform } from './docker-platform.ts';
import { begin } from './docker-simulated.ts';

const root = mkdtempSync(join(tmpdir(), 'm4max-cgroup-'));
afterAll(() => rmSync(root, { recursive: true }));

const START = Date.parse('2026-03-02T09:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);
const ml = platform.find(({ name }) => name === 'nautilus-ml-engine');
if (ml === undefined) throw new Error('the platform has no ml engine');
const container = begin(ml, 3, after(0));

it('waits for memory near its limit, and for the processor when it is held back', () => {
  const total = (text: string | undefined) => Number(/total=(\d+)/.exec(text ?? '')?.[1]);
  const early = cgroupFiles({ ...container, throttledPeriods: 100 }, after(10));
  const late = cgroupFiles(container, after(400));
  expect(total(early['cpu.pressure'])).toBe(3_000_000); // 100 periods of 30 ms.
  expect(total(early['memory.pressure'])).toBe(0);
  expect(total(late['memory.pressure'])).toBeGreaterThan(1_000_000);
});

it('has a folder for each container that runs', () => {
  const folder = join(root, 'docker', container.id);
  writeCgroupTree(root, [container], after(1));
  expect(readFileSync(join(root, 'cgroup.controllers'), 'utf8')).toContain('memory');
  expect(readFileSync(join(folder, 'memory.events'), 'utf8')).toMatch(/^low 0\nhigh 0\nmax 0\n/);
  const run = { kind: 'exited', endedAt: after(2), exitCode: 0, oomKilled: false } as const;
  writeCgroupTree(root, [{ ...container, run }], after(3));
  expect(existsSync(folder)).toBe(false);
});
