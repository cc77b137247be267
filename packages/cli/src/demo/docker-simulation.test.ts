import { expect, it } from '@jest/globals';
import { platform } from './docker-platform.ts';
import type { Simulated } from './docker-simulated.ts';
import { begin, pidOf } from './docker-simulated.ts';
import { advance, saidHealth } from './docker-simulation.ts';
import { statsText } from './docker-stats-reply.ts';
import type { Told } from './docker-turns.ts';

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
    const step = advance(current, after(second));
    current = step.after;
    told.push(...step.told);
  }
  return { container: current, told };
}

/** What is told, without the runs of health checks. */
function actions(told: readonly Told[]): readonly string[] {
  return told.map(({ action }) => action).filter((action) => !action.startsWith('exec_'));
}

it('has the containers of the platform, each once', () => {
  const names = platform.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(18);
});

it.each(
  platform
    .filter(({ endsAfterSeconds }) => endsAfterSeconds === undefined)
    .map(({ name, cpuLimit, cores }) => ({ name, cpuLimit, cores })),
)('$name uses what it is meant to, within its limit', ({ name, cpuLimit, cores }) => {
  const { container } = run(start(name), 60);
  const used = container.cpuNanoseconds / 1e9 / 60;
  expect(used).toBeGreaterThan(cores * 0.4);
  expect(used).toBeLessThanOrEqual(cpuLimit ?? cores * 1.6);
  expect(container.receivedBytes).toBeGreaterThan(0);
});

it.each([
  { name: 'nautilus-collateral-engine', due: 150, tells: 'die' },
  { name: 'nautilus-features-engine', due: 330, tells: 'restart' },
])('$name: a timer that comes late leaves no $tells out', ({ name, due, tells }) => {
  const early = advance(start(name), after(due - 0.1)).after;
  const late = advance(early, after(due + 0.4));
  expect(actions(late.told)).toContain(tells);
  const next = advance(late.after, after(due + 0.7));
  expect(actions(next.told)).not.toContain(tells);
});

it('shows no more in its stats than its limit lets it use', () => {
  const before = advance(start('nautilus-websocket-engine'), after(5)).after;
  const now = advance(before, after(10.3)).after;
  const [first, second] = [before, now].map((it) => JSON.parse(statsText(it)));
  const seconds = (Date.parse(second.read) - Date.parse(first.read)) / 1000;
  const used = second.cpu_stats.cpu_usage.total_usage - first.cpu_stats.cpu_usage.total_usage;
  expect(seconds).toBe(5.3);
  expect(used / 1e9 / seconds).toBeLessThanOrEqual(1);
});

it('ends the engine that leaks by a kill for memory, and starts it again', () => {
  const { container, told } = run(start('nautilus-ml-engine'), 500);
  expect(actions(told)).toEqual([
    ...['oom', 'die', 'disconnect', 'disconnect'],
    ...['connect', 'connect', 'start', 'health_status: healthy'],
  ]);
  expect(told.find(({ action }) => action === 'die')?.attributes).toMatchObject({
    exitCode: '137',
  });
  expect(container.restartCount).toBe(1);
  expect(container.run).toMatchObject({ kind: 'running', checks: { status: 'healthy' } });
  expect(container.cpuNanoseconds).toBeLessThan(100 * 2e9); // Counters begin anew.
});

it('lets an engine crash every nine minutes, each run with a process of its own', () => {
  const begun = start('nautilus-collateral-engine');
  const { container, told } = run(begun, 149);
  expect(actions(told)).toEqual([]);
  const crashed = run(begun, 150).container;
  expect(crashed.run).toMatchObject({ kind: 'restarting', exitCode: 139, oomKilled: false });
  expect(pidOf(crashed)).toBe(0);
  const all = run(begun, 700);
  expect(actions(all.told).filter((action) => action === 'die')).toHaveLength(2);
  expect(all.container.restartCount).toBe(2);
  expect(pidOf(all.container)).not.toBe(pidOf(container));
});

it('restarts an engine by hand, which the policy does not count', () => {
  const { container, told } = run(start('nautilus-features-engine'), 335);
  expect(actions(told)).toEqual([
    ...['kill', 'die', 'disconnect', 'disconnect', 'stop'],
    ...['connect', 'connect', 'start', 'restart'],
  ]);
  const moments = told.map(({ at }) => at.getTime());
  expect(moments).toEqual([...moments].sort((a, b) => a - b));
  expect(container.restartCount).toBe(0);
});

it('fails a health check three times before it is unhealthy, then passes it', () => {
  const { container, told } = run(start('nautilus-portfolio-engine'), 320);
  expect(actions(told)).toEqual(['health_status: unhealthy', 'health_status: healthy']);
  const [unhealthy] = told.filter(({ action }) => action === 'health_status: unhealthy');
  expect(unhealthy?.at).toEqual(after(260)); // Fails at 240, 250 and 260 s.
  expect(told.filter(({ action }) => action.startsWith('exec_'))).toHaveLength(96); // 32 runs.
  expect(container.run).toMatchObject({ checks: { failingStreak: 0, log: { length: 5 } } });
});

it('ends a job with 0, for good', () => {
  const { container, told } = run(start('nautilus-migrate'), 100);
  expect(actions(told)).toEqual(['die', 'disconnect']);
  expect(container.run).toMatchObject({ kind: 'exited', exitCode: 0, endedAt: after(45) });
});

it('holds back an engine that wants more than it may use', () => {
  const { container } = run(start('nautilus-websocket-engine'), 300);
  expect(container.throttledPeriods / container.periods).toBeGreaterThan(0.05);
});

it.each([
  { name: 'nautilus-strategy-engine', says: 'degraded', seconds: 120, from: 200 },
  { name: 'nautilus-portfolio-engine', says: 'unhealthy', seconds: 100, from: 240 },
  { name: 'nautilus-risk-engine', says: 'degraded', seconds: 0, from: 1200 },
])('lets the endpoint of $name say $says for a while', ({ name, says, seconds, from }) => {
  const engine = start(name);
  const said = Array.from({ length: 1200 }, (_, second) => saidHealth(engine, after(second)));
  expect(said.filter((it) => it === says)).toHaveLength(seconds);
  expect(new Set(said.slice(0, from))).toEqual(new Set(['healthy']));
});
