import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Context, Part } from '@m4max/service-kit';
import { createLogger } from '@m4max/service-kit';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { Config } from './config.ts';
import { tradingMinute, tradingMinuteOrders } from './fixtures/trading-minute.ts';
import { parts } from './service.ts';

const Latest = z.object({
  sample: z.object({
    orders: z.record(z.string(), z.unknown()).optional(),
    latencies: z.array(z.object({ kind: z.string(), stage: z.string(), samples: z.number() })),
  }),
});

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('the exporter between a bus and a store', () => {
  let bus: Awaited<ReturnType<typeof startRedis>>;
  let store: Awaited<ReturnType<typeof startRedis>>;
  let folder: string;
  let running: readonly Part[] = [];
  let producer: Redis;
  let reader: Redis;

  beforeAll(async () => {
    bus = await startRedis();
    store = await startRedis();
    folder = await mkdtemp(join(tmpdir(), 'm4max-trading-'));
    producer = new Redis(bus.url);
    reader = new Redis(store.url);
  });
  afterAll(async () => {
    for (const part of [...running].reverse()) await part.stop();
    producer.disconnect();
    reader.disconnect();
    await bus.stop();
    await store.stop();
    await rm(folder, { recursive: true });
  });

  function contextWith(
    dataFolder: string,
    environment: Readonly<Record<string, string>> = {},
  ): Context<Config> {
    const log = createLogger('trading-exporter', 'error');
    log.silent = true;
    return {
      name: 'trading-exporter',
      config: Config.parse({
        PORT: '0',
        REDIS_URL: store.url,
        HOST_LABEL: 'desk',
        DATA_DIR: dataFolder,
        TRADING_BUS_URLS: bus.url,
        COLLECT_INTERVAL_SECONDS: '0.2',
        ...environment,
      }),
      log,
      health: () => ({ stage: 'running', notReady: [] }),
    };
  }

  it.each([
    { title: 'with the ids of its time', shiftMilliseconds: 0, explicit: true },
    {
      title: 'played again as of now',
      shiftMilliseconds: Date.now() - Date.parse('2026-01-05T14:30:00Z'),
      explicit: false,
    },
  ])(
    'shows a recorded minute $title, on its page and in the store',
    async ({ explicit, shiftMilliseconds }) => {
      for (const part of [...running].reverse()) await part.stop();
      await producer.flushall();
      await reader.del('{m4max}:latest', '{m4max}:lease:publish:trading:desk');
      running = await parts(contextWith(join(folder, String(shiftMilliseconds))));
      for (const part of running) await part.start();
      for (const { stream, id, fields } of tradingMinute('native-json', shiftMilliseconds))
        await producer.xadd(stream, explicit ? id : '*', ...fields);

      const page = await eventually('the page shows every order', async () => {
        const text = await (await fetch(`http://127.0.0.1:${portOf(running)}/metrics`)).text();
        const { submitted, denied } = tradingMinuteOrders; // They come by streams of their own.
        return text.includes('nautilus_orders_in_flight{host="desk"} 1') &&
          text.includes(`nautilus_orders_submitted{host="desk"} ${submitted}`) &&
          text.includes(`nautilus_orders_denied{host="desk"} ${denied}`) &&
          text.includes('stage="feed"} 2')
          ? text
          : undefined;
      });
      for (const name of [
        'submitted',
        'accepted',
        'rejected',
        'filled',
        'canceled',
        'denied',
      ] as const)
        expect(page).toContain(`nautilus_orders_${name}{host="desk"} ${tradingMinuteOrders[name]}`);
      expect(page).toContain('nautilus_samples_rejected_total{host="desk",input="127.0.0.1');
      const sample = await eventually('the store has the sample', async () => {
        const text = await reader.hget('{m4max}:latest', 'trading:desk');
        if (text === null) return undefined;
        const { sample: latest } = Latest.parse(JSON.parse(text));
        return latest.orders?.submitted === tradingMinuteOrders.submitted ? latest : undefined;
      });
      expect(sample.orders).toMatchObject(tradingMinuteOrders);
      expect(sample.latencies).toContainEqual({ kind: 'order', stage: 'submit_ack', samples: 3 });
    },
    60_000,
  );

  it('asks a server once what it counts of its commands, whatever databases of it are read', async () => {
    for (const part of [...running].reverse()) await part.stop();
    const { host } = new URL(bus.url);
    const urls = `redis://${host},redis://${host}/1`;
    running = await parts(contextWith(join(folder, 'databases'), { TRADING_BUS_URLS: urls }));
    for (const part of running) await part.start();
    const names = running.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('bus '))).toHaveLength(2);
    expect(names.filter((name) => name.startsWith('commands of '))).toHaveLength(1);
  }, 60_000);

  it('leaves a day out that is replayed onto a live bus', async () => {
    for (const part of [...running].reverse()) await part.stop();
    await producer.flushall();
    running = await parts(contextWith(join(folder, 'replay')));
    for (const part of running) await part.start();
    for (const { stream, fields } of tradingMinute('native-msgpack'))
      await producer.xadd(stream, '*', ...fields);
    const page = await eventually('the page counts the replay', async () => {
      const text = await (await fetch(`http://127.0.0.1:${portOf(running)}/metrics`)).text();
      return text.includes('reason="replay"} 2') ? text : undefined;
    });
    expect(page).not.toMatch(/^nautilus_(orders_in_flight|active_orders|latency_samples)/m);
  }, 60_000);

  it('hears the engines of the platform, in streams and on channels', async () => {
    for (const part of [...running].reverse()) await part.stop();
    await producer.flushall();
    running = await parts(contextWith(join(folder, 'platform')));
    for (const part of running) await part.start();
    const { now } = Date;
    const fields = () => ({
      message_type: 'risk_limit_breach',
      source_engine: 'risk',
      timestamp: String(now() / 1000),
    });
    await producer.xadd('nautilus-risk-streams', '*', ...Object.entries(fields()).flat());
    const published = () =>
      `{"type":"gpu_computation","engine_type":"quantum","timestamp_ns":${now()}000000}`;
    const page = await eventually('the page shows both', async () => {
      await producer.publish('nautilus-neural_gpu_bus-gpu_computation', published());
      const text = await (await fetch(`http://127.0.0.1:${portOf(running)}/metrics`)).text();
      return text.includes('stage="publish_hop"') && text.includes('stage="hop"')
        ? text
        : undefined;
    });
    for (const part of ['engine="risk",message_type="risk_limit_breach"', 'engine="quantum"'])
      expect(page).toContain(`nautilus_platform_messages_per_second{host="desk",${part}`);
    expect(page).toContain(
      'nautilus_risk_breach_alerts_total{host="desk",breach_type="risk_limit_breach"} 1',
    );
    expect(page).toContain(
      `nautilus_trading_input_up{host="desk",input="127.0.0.1:${bus.port} channels"} 1`,
    );
  }, 60_000);

  it("shows an engine's own figures and what its bus refuses, and sends the bus no command that writes", async () => {
    for (const part of [...running].reverse()) await part.stop();
    await producer.flushall();
    await producer.config('RESETSTAT');
    let checks = 100;
    const engine = createServer((_, response) => {
      checks += 10;
      response.end(JSON.stringify({ total_risk_checks: checks, uptime: checks }));
    });
    await new Promise<void>((resolve) => {
      engine.listen(0, '127.0.0.1', resolve);
    });
    const { port } = engine.address() as AddressInfo;
    const enginesFile = join(folder, 'engines.yml');
    await writeFile(
      enginesFile,
      `engines: [{ name: risk-engine, metrics_url: "http://127.0.0.1:${port}/metrics" }]`,
    );
    running = await parts(contextWith(join(folder, 'engines'), { ENGINES_FILE: enginesFile }));
    for (const part of running) await part.start();
    const readInVain = () =>
      producer
        .xreadgroup('GROUP', 'gone', 'engine', 'STREAMS', 'nautilus-risk-streams', '>')
        .catch(() => undefined);
    const page = await eventually(
      'the page shows both',
      async () => {
        await readInVain();
        const text = await (await fetch(`http://127.0.0.1:${portOf(running)}/metrics`)).text();
        return text.includes('nautilus_engine_operations_per_second{host="desk"') &&
          text.includes('command="xreadgroup"')
          ? text
          : undefined;
      },
      { seconds: 40 },
    );
    expect(page).toContain('nautilus_engine_report_up{host="desk",engine="risk-engine"} 1');
    expect(page).toMatch(
      /nautilus_bus_command_failed_total\{host="desk",input="127.0.0.1:\d+",command="xreadgroup"\} [1-9]/,
    );
    const stats = await producer.info('commandstats');
    const sent = [...stats.matchAll(/^cmdstat_([a-z|]+):/gm)].map(([, name]) => name ?? '');
    const ours = sent.filter((name) => name !== 'xreadgroup' && !name.startsWith('config'));
    expect(ours.filter((name) => !readingCommands.has(name))).toEqual([]);
    engine.closeAllConnections();
    engine.close();
  }, 60_000);

  it('follows a log of FIX messages', async () => {
    for (const part of [...running].reverse()) await part.stop();
    await producer.flushall();
    const session = join(folder, 'FIX.4.4-DESK-VENUE.messages.log');
    await writeFile(session, '');
    running = await parts(contextWith(join(folder, 'fix'), { FIX_LOG_FILES: session }));
    for (const part of running) await part.start();
    const line = (milliseconds: number, fields: string) =>
      `${new Date(Date.now() + milliseconds).toISOString()} : 8=FIX.4.4|9=1|${fields}|10=000|\n`;
    await appendFile(
      session,
      line(-90, '35=D|49=DESK|56=VENUE|11=A|40=1') +
        line(-50, '35=8|49=VENUE|56=DESK|11=A|150=0|39=0') +
        line(-20, '35=D|49=DESK|56=VENUE|11=B|40=2'),
    );
    const page = await eventually('the page shows the orders', async () => {
      const text = await (await fetch(`http://127.0.0.1:${portOf(running)}/metrics`)).text();
      return text.includes('nautilus_orders_submitted{host="desk"} 2') ? text : undefined;
    });
    for (const row of [
      'nautilus_latency_samples{host="desk",kind="order",stage="fix_ack"} 1',
      'nautilus_orders_in_flight{host="desk"} 1',
      'nautilus_trading_input_up{host="desk",input="FIX.4.4-DESK-VENUE.messages.log"} 1',
    ])
      expect(page).toContain(row);
    expect(page).not.toContain('nautilus_orders_denied{');
  }, 60_000);
});

const readingCommands = new Set([
  ...['scan', 'xread', 'xinfo|stream', 'xinfo|groups', 'xinfo|consumers', 'xrange', 'psubscribe'],
  ...['punsubscribe', 'ping', 'info', 'time', 'latency|histogram', 'select', 'command'],
  ...['client|setinfo', 'client|setname'],
]);

function portOf(running: readonly Part[]): number {
  const http = running.find(
    (part): part is Part & { address(): AddressInfo | undefined } =>
      'address' in part && part.name === 'http',
  );
  return http?.address()?.port ?? 0;
}
