import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HardwareSample } from '@m4max/contracts';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { simulatedMac } from './look-alike.ts';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

/** Short, so that a silent source is noticed after a second. */
const INTERVAL_SECONDS = '0.25';

const RESTARTS = 'm4max_source_restarts_total';
const faultsOf = (reason: string) => `m4max_source_parse_errors_total reason="${reason}"`;

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('everything that can go wrong with powermetrics', () => {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-faults-'));
  const mac = simulatedMac(folder);
  let store: Awaited<ReturnType<typeof startRedis>>;
  let redis: Redis;
  let exporter: RunningService;

  const start = (environment: Readonly<Record<string, string>> = {}) =>
    startService('hardware-exporter', {
      REDIS_URL: store.url,
      COLLECT_INTERVAL_SECONDS: INTERVAL_SECONDS,
      ...mac.environment,
      ...environment,
    });

  beforeAll(async () => {
    store = await startRedis();
    redis = new Redis(store.url);
    mac.order('0.6');
    exporter = await start();
    await fresh(new Date(0));
  }, 120_000);

  afterAll(async () => {
    await exporter.stop();
    redis.disconnect();
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 90_000);

  /** The value of a series of powermetrics' own health. */
  async function health(wanted: string): Promise<number> {
    const [name = '', label = ''] = wanted.split(' ');
    const page = await (await fetch(`${exporter.url}/metrics`)).text();
    const line = page
      .split('\n')
      .find(
        (it) => it.startsWith(`${name}{`) && it.includes('"powermetrics"') && it.includes(label),
      );
    return Number(line?.split(' ').at(-1));
  }

  /** The samples of the stream, the newest first. */
  async function samples(): Promise<readonly HardwareSample[]> {
    const entries = await redis.xrevrange('{m4max}:samples:hardware', '+', '-', 'COUNT', 200);
    return entries.map(([, fields]) => JSON.parse(fields[1] ?? '') as HardwareSample);
  }

  /** A sample of after a moment that is as it should be. */
  async function found(
    what: string,
    after: Date,
    wanted: (sample: HardwareSample) => boolean,
  ): Promise<HardwareSample> {
    return eventually(
      what,
      async () =>
        (await samples()).find((it) => Date.parse(it.taken_at) > after.getTime() && wanted(it)),
      { seconds: 60 },
    );
  }

  function fresh(after: Date): Promise<HardwareSample> {
    return found(
      'a healthy sample',
      after,
      ({ source, cpu, power, thermal }) =>
        source.name === 'powermetrics' &&
        cpu?.performance_active_ratio !== undefined &&
        power?.cpu_watts !== undefined &&
        power.window_seconds === undefined &&
        thermal?.state === 'nominal',
    );
  }

  it.each([
    { fault: 'die', counter: RESTARTS },
    { fault: 'hang', counter: RESTARTS },
    { fault: 'garbage', counter: faultsOf('malformed') },
    { fault: 'garbage-document', counter: faultsOf('malformed') },
    { fault: 'half', counter: faultsOf('malformed') },
    { fault: 'flood', counter: faultsOf('too_large') },
  ])(
    'recovers from $fault, and $counter says so',
    async ({ fault, counter }) => {
      const before = await health(counter);
      mac.order(`0.6 ${fault}`);
      await eventually('the counter', async () => (await health(counter)) > before, {
        seconds: 60,
      });
      await fresh(new Date());
      expect(await health('m4max_source_up')).toBe(1);
    },
    120_000,
  );

  it('leaves the gauges of a window out that is as long as a sleep, and adds its energy', async () => {
    const [before] = await samples();
    mac.order('0.6 asleep');
    const asleep = await found('the long window', new Date(), (it) => it.window_seconds === 45);
    expect(asleep.cpu).toBeUndefined();
    expect(asleep.missing.find(({ field }) => field === 'cpu')?.reason).toContain('sleep');
    const joules = (it: HardwareSample | undefined) => it?.energy?.cpu_joules_total ?? 0;
    expect(joules(asleep)).toBeGreaterThan(joules(before));
    await fresh(new Date());
  }, 120_000);

  it('calls meters that read 0 beside busy cores unknown, and believes them again', async () => {
    mac.order('0.6 no-power');
    const dead = await found('no watts', new Date(), ({ power }) => power?.cpu_watts === undefined);
    expect(dead.missing.map(({ field }) => field)).toContain('power.cpu_watts');
    expect(dead.power?.combined_watts).toBeUndefined();
    expect(dead.cpu?.performance_active_ratio).toBeCloseTo(0.6, 1);
    mac.order('0.6');
    await fresh(new Date());
  }, 120_000);

  it('takes the mean of meters that publish every other sample', async () => {
    const { power: usual } = await fresh(new Date());
    mac.order('0.6 slow-energy');
    const slow = await found('a mean', new Date(), ({ power }) => (power?.window_seconds ?? 0) > 3);
    const ratio = (slow.power?.cpu_watts ?? 0) / (usual?.cpu_watts ?? 1);
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.3);
    mac.order('0.6');
    await fresh(new Date());
  }, 120_000);

  it('leaves out what is not a number or marked invalid', async () => {
    mac.order('0.6 invalid');
    const sample = await found('something missing', new Date(), ({ missing }) =>
      missing.some(({ field }) => field.startsWith('cpu') || field.startsWith('gpu')),
    );
    expect(JSON.stringify(sample)).not.toContain('null');
    mac.order('0.6');
    await fresh(new Date());
  }, 120_000);

  it('minds no noise on standard error', async () => {
    const before = await health(RESTARTS);
    mac.order('0.6 noise');
    await fresh(new Date());
    await fresh(new Date());
    expect(await health(RESTARTS)).toBe(before);
    mac.order('0.6');
  }, 120_000);

  it('leaves no powermetrics behind when it is killed', async () => {
    const [child] = childrenOf(exporter.pid);
    expect(child).toBeDefined();
    await exporter.kill('SIGKILL');
    await eventually('its end', () => !isRunning(child), { seconds: 30 });
    exporter = await start();
    await fresh(new Date());
  }, 120_000);

  it('goes on without it where it may not run, and says what to do', async () => {
    await exporter.stop();
    exporter = await start({
      HARDWARE_SOURCES: 'powermetrics,systeminformation',
      M4MAX_DEMO_POWERMETRICS_USER: 'trader',
    });
    const sample = await found('a sample of the system', new Date(), ({ source, missing }) => {
      const reason = missing.find(({ field }) => field === 'power.cpu_watts')?.reason;
      return source.name === 'systeminformation' && reason?.includes('m4max doctor') === true;
    });
    expect(sample.memory?.used_bytes).toBeGreaterThan(0);
    expect(await health('m4max_source_up')).toBe(0);
  }, 120_000);
});

function childrenOf(pid: number): readonly number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return listed.trim().split(' ').map(Number);
}

function isRunning(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0);
    return true;
  } catch {
    return false;
  }
}
