import { expect, it } from '@jest/globals';
import { platform } from './docker-platform.ts';
import type { Simulated, Told } from './docker-simulation.ts';
import { advance, begin, isIll } from './docker-simulation.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);

function start(name: string): Simulated {
  const plan = platform.find((it) => it.name === name);
  if (plan === undefined) throw new Error(`the platform has no ${name}`);
  return begin(plan, 0, new Date(START));
}

function run(container: Simulated, seconds: number): { container: Simulated; told: Told[] } {
  const told: Told[] = [];
  let current = container;
  for (let second = 1; second <= seconds; second += 1) {
    const step = advance(current, after(second), 1);
    current = step.after;
    told.push(...step.told);
  }
  return { container: current, told };
}

it('has the engines of the platform, each once', () => {
  const names = platform.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(17);
});

it.each(platform.map(({ name, cpuLimit, cores }) => ({ name, cpuLimit, cores })))(
  '$name uses what it is meant to, within its limit',
  ({ name, cpuLimit, cores }) => {
    const { container } = run(start(name), 60);
    const used = container.cpuNanoseconds / 1e9 / 60;
    expect(used).toBeGreaterThan(cores * 0.4);
    expect(used).toBeLessThanOrEqual(cpuLimit ?? cores * 1.6);
    expect(container.receivedBytes).toBeGreaterThan(0);
  },
);

it('ends the engine that leaks by a kill for memory, and starts it again', () => {
  const { container, told } = run(start('nautilus-ml-engine'), 500);
  expect(told.map(({ action }) => action)).toEqual([
    'oom',
    'die',
    'start',
    'health_status: healthy',
  ]);
  expect(told[1]?.attributes).toEqual({ exitCode: '137' });
  expect(container.restartCount).toBe(1);
  expect(container.run).toEqual({ kind: 'running', healthy: true });
  expect(container.cpuNanoseconds).toBeLessThan(100 * 2e9); // Counters begin anew.
});

it('is ill for a minute now and then', () => {
  const strategy = start('nautilus-strategy-engine');
  const ill = Array.from({ length: 1200 }, (_, second) => isIll(strategy, after(second)));
  expect(ill.filter(Boolean).length).toBeGreaterThan(100);
  expect(ill.filter(Boolean).length).toBeLessThan(130);
  expect(ill.slice(0, 190)).not.toContain(true);
});
