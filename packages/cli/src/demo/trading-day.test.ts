import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, redisKinds, startRedis } from '@m4max/test-kit';
import { Redis } from 'ioredis';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const program = fileURLToPath(new URL('trading-day.ts', import.meta.url));
const kinds = redisKinds().filter(({ options }) => options.cluster !== true);

describe.each(kinds)('the trading day on a $title Redis', ({ options }) => {
  let server: Awaited<ReturnType<typeof startRedis>>;
  let client: Redis;
  let listener: Redis;

  beforeAll(async () => {
    server = await startRedis(options);
    client = new Redis(server.url);
    listener = new Redis(server.url);
  });
  afterAll(async () => {
    client.disconnect();
    listener.disconnect();
    await server.stop();
  });

  it('trades until it is told to stop, and a group reads along', async () => {
    const port = await freePort();
    const day = spawn(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', program, server.url, String(port)],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const exited = once(day, 'exit');
    const length = (stream: string) => client.xlen(stream);
    const heard = new Set<string>();
    listener.on('pmessage', (_pattern, channel) => heard.add(channel));
    await listener.psubscribe('nautilus-*');
    const quotes = 'trader-DEMO-001:stream:data.quotes.BINANCE.BTCUSDT-PERP';
    try {
      await eventually('there are quotes', async () => (await length(quotes)) > 20 || undefined);
      await eventually('engines report', async () =>
        (await length('nautilus-telemetry-streams')) > 20 ? true : undefined,
      );
      await eventually('orders are placed', async () => {
        const [, streams] = await client.scan('0', 'MATCH', '*:events.order.*', 'COUNT', 1000);
        return streams.length > 0 || undefined;
      });
      await eventually('engines talk to each other', async () => {
        const talk = [length('nautilus-risk-streams'), length('nautilus-ml-streams')];
        return (await Promise.all(talk)).every((entries) => entries > 5) || undefined;
      });
      await eventually('engines tell of themselves', async () => {
        const ask = fetch(`http://127.0.0.1:${port}/nautilus-risk-engine`);
        const page = await ask.then((reply) => reply.text()).catch(() => '');
        return page.includes('risk_calculations') || undefined;
      });
      await eventually('what is not kept is heard', () => (heard.size > 1 ? true : undefined));
      await eventually('a group reads along', async () => {
        const groups = await client.xinfo('GROUPS', quotes);
        return Array.isArray(groups) && groups.length === 1 ? true : undefined;
      });
    } finally {
      day.kill('SIGTERM');
    }
    expect(await exited).toEqual([0, null]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
