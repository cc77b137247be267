import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpSink } from '@m4max/test-kit';
import { eventually, httpSink, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { stringify } from 'yaml';
import { lookAlike, simulatedMac } from './look-alike.ts';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

const OUTAGE_SECONDS = 40;
const PENDING_SECONDS = 25;
/** So much of it has passed when the leader is killed: a clock that started anew would be this late. */
const PASSED_SECONDS = 12;

const rule = (name: string, above: number, forSeconds: number) => ({
  name,
  group: 'm4max_hardware',
  metric: 'm4max_cpu_performance_active_ratio',
  by: ['host'],
  levels: [{ severity: 'warning', above, clear_below: above - 0.05, for: `${forSeconds}s` }],
  summary: name,
  description: 'P-cores of {{host}} are {{value|percent}} busy.',
  runbook: 'docs/runbooks/performance-cores-saturated.md',
});

type ListedAlert = { id: string; rule_name: string; state: string; started_at: string };
type Page = { event_action: string; dedup_key: string; payload?: { summary: string } };

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('faults', () => {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-outage-'));
  const mac = simulatedMac(folder);
  let store: Awaited<ReturnType<typeof startRedis>>;
  let bus: Awaited<ReturnType<typeof startRedis>>;
  let tradingDay: ChildProcess;
  let pagerduty: HttpSink;
  let exporter: RunningService;
  let idle: RunningService[];
  let replicas: RunningService[];
  let gateway: RunningService;

  const file = (name: string, content: object) => {
    const path = join(folder, name);
    writeFileSync(path, stringify(content));
    return path;
  };

  beforeAll(async () => {
    [store, bus] = await Promise.all([startRedis(), startRedis()]);
    tradingDay = spawn(process.execPath, [lookAlike('trading-day'), bus.url], { stdio: 'ignore' });
    pagerduty = await httpSink();
    pagerduty.respondWith(() => ({ status: 202, body: '{"status":"success"}' }));
    mac.setLoad(0.99);
    const environment = {
      REDIS_URL: store.url,
      ALERT_RULES_FILE: file('rules.yml', {
        rules: [rule('QuickToFire', 0.9, 1), rule('SlowToFire', 0.8, PENDING_SECONDS)],
      }),
      ALERTMANAGER_CONFIG_FILE: file('alertmanager.yml', {
        route: { receiver: 'pagerduty' },
        receivers: [
          {
            name: 'pagerduty',
            pagerduty_configs: [
              { routing_key: 'R'.repeat(32), url: `${pagerduty.url}/v2/enqueue` },
            ],
          },
        ],
      }),
      ALERT_POLICY_FILE: file('policy.yml', { emergency_receivers: ['pagerduty'] }),
      ALLOW_PRIVATE_WEBHOOKS: '127.0.0.1/32',
    };
    exporter = await startService('hardware-exporter', {
      REDIS_URL: store.url,
      ...mac.environment,
    });
    idle = await Promise.all([
      startService('container-exporter', { REDIS_URL: store.url, COLLECT_INTERVAL_SECONDS: '1' }),
      startService('trading-exporter', {
        REDIS_URL: store.url,
        TRADING_BUS_URLS: bus.url,
      }),
    ]);
    replicas = await Promise.all([
      startService('alert-manager', environment),
      startService('alert-manager', environment),
    ]);
    gateway = await startService('gateway', {
      REDIS_URL: store.url,
      ALERT_MANAGER_URL: replicas[0]?.url ?? '',
      EXPORTER_URLS: exporter.url,
    });
  }, 120_000);

  afterAll(async () => {
    for (const service of [gateway, ...replicas, ...idle, exporter]) await service.stop();
    tradingDay.kill('SIGKILL');
    await pagerduty.close();
    await Promise.all([store.stop(), bus.stop()]);
    rmSync(folder, { recursive: true });
  }, 90_000);

  const all = () => [exporter, ...idle, ...replicas, gateway];

  async function alerts(from: RunningService): Promise<ListedAlert[]> {
    const reply = await fetch(`${from.url}/api/v1/monitoring/alerts`);
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
    return ((await reply.json()) as { alerts: ListedAlert[] }).alerts;
  }

  const alert = (from: RunningService, name: string) =>
    eventually(name, async () => (await alerts(from)).find(({ rule_name }) => rule_name === name), {
      seconds: 60,
    });

  /** When the samples in a stream were taken, once one taken after `until` is there. */
  async function samplesOf(kind: string, until: number): Promise<number[]> {
    const redis = new Redis(store.url);
    const taken = await eventually(`${kind} samples taken after the return`, async () => {
      const entries = await redis.xrange(`{m4max}:samples:${kind}`, '-', '+');
      const times = entries.map(([, [, json = '{}']]) =>
        Date.parse((JSON.parse(json) as { taken_at: string }).taken_at),
      );
      return times.some((time) => time > until) ? times : undefined;
    });
    redis.disconnect();
    return taken;
  }

  const pages = (): Page[] => pagerduty.requests.map(({ body }) => JSON.parse(body) as Page);
  const storePages = () => pages().filter(({ dedup_key }) => dedup_key.startsWith('m4max-store-'));

  it("another replica takes over within five seconds, and no alert's clock starts anew", async () => {
    const [first, second] = replicas;
    if (first === undefined || second === undefined) throw new Error('two replicas are needed');
    await alert(first, 'QuickToFire');
    const pendingSince = Date.now();
    await eventually('some of its time has passed', () =>
      Date.now() - pendingSince > PASSED_SECONDS * 1000 ? true : undefined,
    );

    const redis = new Redis(store.url);
    const cursor = async () => (await redis.hget('{m4max}:evaluator', 'fence')) ?? '';
    const fence = Number(await cursor());
    const leader = replicas.find((it) => it.log.some((line) => /"evaluating"/.test(line)));
    if (leader === undefined) throw new Error('nobody says that it leads');
    const follower = leader === first ? second : first;
    await leader.kill('SIGKILL');
    const killedAt = Date.now();
    await eventually('a newer fence', async () => Number(await cursor()) > fence || undefined);
    expect((Date.now() - killedAt) / 1000).toBeLessThan(5);
    redis.disconnect();

    const slow = await alert(follower, 'SlowToFire');
    const waited = (Date.parse(slow.started_at) - pendingSince) / 1000;
    expect(waited).toBeLessThan(PENDING_SECONDS + PASSED_SECONDS / 2);
    replicas = [follower];
    await gateway.stop();
    gateway = await startService('gateway', {
      REDIS_URL: store.url,
      ALERT_MANAGER_URL: follower.url,
      EXPORTER_URLS: exporter.url,
    });
  }, 120_000);

  it('a store that is killed for a while costs nothing', async () => {
    const [alertManager] = replicas;
    if (alertManager === undefined) throw new Error('a replica is needed');
    const before = await alerts(alertManager);
    const pagesBefore = pages().length;

    await store.kill('SIGKILL');
    const goneAt = Date.now();
    const emergency = await eventually('the emergency about the store', () => storePages()[0], {
      seconds: OUTAGE_SECONDS - 5,
    });
    expect(emergency.event_action).toBe('trigger');
    while (Date.now() - goneAt < OUTAGE_SECONDS * 1000) {
      for (const service of all()) expect(service.ended()).toBeUndefined();
      const page = await fetch(`${exporter.url}/metrics`);
      expect(await page.text()).toMatch(
        /m4max_cpu_performance_active_ratio\{host="test-mac"\} 0\.9/,
      );
      await sleep(1000);
    }
    const write = await fetch(
      `${alertManager.url}/api/v1/monitoring/alerts/${before[0]?.id}/acknowledge`,
      {
        method: 'POST',
      },
    );
    expect(write.status).toBe(503);

    await store.restart();
    const backAt = Date.now();
    await eventually(
      'its resolve',
      () => storePages().find(({ event_action }) => event_action === 'resolve'),
      { seconds: 30 },
    );
    expect(storePages().map(({ event_action }) => event_action)).toEqual(['trigger', 'resolve']);

    for (const kind of ['hardware', 'containers', 'trading']) {
      const takenAt = await samplesOf(kind, backAt + 2000);
      const gaps = takenAt.slice(1).map((time, index) => time - (takenAt[index] ?? time));
      expect({ kind, whole: Math.max(...gaps) < 3000 }).toEqual({ kind, whole: true });
      expect(new Set(takenAt).size).toBe(takenAt.length);
      expect(takenAt.filter((time) => time > goneAt && time < backAt).length).toBeGreaterThan(30);
    }

    const identity = (it: ListedAlert) => `${it.id} ${it.rule_name} ${it.state} ${it.started_at}`;
    const after = await eventually('the alerts again', () => alerts(alertManager));
    expect(after.map(identity).sort()).toEqual(before.map(identity).sort());
    expect(pages().length - pagesBefore).toBe(2); // The store's own two; no alert told anybody twice.
    for (const service of all()) expect(service.ended()).toBeUndefined();
  }, 180_000);
});
