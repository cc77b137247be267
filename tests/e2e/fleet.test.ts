import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from '@jest/globals';
import { eventually } from '@m4max/test-kit';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PORT_VARIABLES = [
  'GATEWAY_PORT',
  'HARDWARE_EXPORTER_PORT',
  'CONTAINER_EXPORTER_PORT',
  'TRADING_EXPORTER_PORT',
  'ALERT_MANAGER_PORT',
  'STORE_PORT',
];

type Launched = {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
  readonly folder: string;
  readonly storePort: number;
  readonly table: Promise<{
    board: string;
    store: { kind: string };
    services: { name: string; ready: boolean }[];
  }>;
  readonly lastWords: () => string;
};
const launched: Launched[] = [];

afterEach(async () => {
  for (const { child, exited, folder } of launched.splice(0)) {
    child.kill('SIGTERM');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

async function launch(
  more: Readonly<Record<string, string>> = {},
  command: 'start' | 'demo' = 'start',
): Promise<Launched> {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-fleet-'));
  const ports = await freePorts(PORT_VARIABLES.length);
  const child = spawn(
    process.execPath,
    [join(root, 'packages/cli/dist/main.js'), command, '--json'],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: folder,
        TMPDIR: folder,
        HOST_LABEL: 'test-mac',
        DATA_DIR: folder,
        TRADING_BUS_URLS: 'redis://127.0.0.1:1',
        ...Object.fromEntries(PORT_VARIABLES.map((name, index) => [name, String(ports[index])])),
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const table = new Promise<Awaited<Launched['table']>>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.endsWith('\n')) resolve(JSON.parse(output));
    });
    child.once('exit', () => reject(new Error(`the launcher ended: ${errors}`)));
  });
  table.catch(() => undefined); // A launch that is meant to fail does not ask for its table.
  const it: Launched = {
    child,
    exited: once(child, 'exit'),
    folder,
    storePort: ports.at(-1) ?? 0,
    table,
    lastWords: () => errors,
  };
  launched.push(it);
  return it;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Whether somebody listens; a server that names itself anew is not found by its folder. */
async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Every process whose environment or configuration names the folder. */
function processesOf(folder: string): string[] {
  return execFileSync('ps', ['-eo', 'pid=', '--no-headers'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim())
    .filter((pid) => pid !== '' && Number(pid) !== process.pid && belongsTo(pid, folder));
}

function belongsTo(pid: string, folder: string): boolean {
  try {
    return ['environ', 'cmdline'].some((file) =>
      readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(folder),
    );
  } catch {
    return false; // It has just ended.
  }
}

it('one command shows this machine, and Ctrl-C leaves nothing behind', async () => {
  const { child, exited, folder, storePort, table } = await launch();
  const { board, services, store } = await table;
  expect(services.map(({ name }) => name)).toEqual([
    'hardware-exporter',
    'container-exporter',
    'trading-exporter',
    'alert-manager',
    'gateway',
  ]);
  expect(store.kind).toBe('private');

  const summary = await eventually('this machine in the summary', async () => {
    const reply = await fetch(`${board}api/v1/monitoring/dashboard/summary`);
    const body = (await reply.json()) as {
      host: string;
      hardware?: { cpu?: { active_ratio: number }; memory?: { total_bytes: number } };
    };
    return body.hardware?.cpu === undefined ? undefined : body;
  });
  expect(summary.host).toBe('test-mac');
  expect(summary.hardware?.cpu?.active_ratio).toBeGreaterThan(0);
  expect(summary.hardware?.memory?.total_bytes).toBeCloseTo(totalmem(), -9);

  child.kill('SIGINT');
  const [code] = (await exited) as [number];
  expect(code).toBe(0);
  expect(processesOf(folder)).toEqual([]);
  expect(await isListening(storePort)).toBe(false);
}, 90_000);

it('a service that is killed is started again', async () => {
  const { folder, table } = await launch();
  const { board } = await table;
  const log = join(folder, 'logs', 'trading-exporter.log');
  const starts = () => readFileSync(log, 'utf8').split('"started"').length - 1;
  expect(starts()).toBe(1);
  const victim = processesOf(folder).find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('trading-exporter'),
  );
  process.kill(Number(victim), 'SIGKILL');
  await eventually('the second start', () => (starts() === 2 ? true : undefined));
  await fetch(`${board}health/live`);
}, 90_000);

it('a store that is killed is started again, with what it had', async () => {
  const { folder, table } = await launch();
  const { board } = await table;
  const log = join(folder, 'logs', 'store.log');
  const [, pid] = /^(\d+):M/m.exec(readFileSync(log, 'utf8')) ?? [];
  process.kill(Number(pid), 'SIGKILL');
  await eventually('the second start', () =>
    readFileSync(log, 'utf8').split('Ready to accept connections').length === 3 ? true : undefined,
  );
  await eventually('everything is well again', async () => {
    const reply = await fetch(`${board}api/v1/monitoring/system/health`);
    const body = (await reply.json()) as { overall_status: string };
    return body.overall_status === 'healthy' || undefined;
  });
}, 90_000);

it('a launcher that is killed takes everything with it', async () => {
  const { child, exited, folder, storePort, table } = await launch();
  await table;
  child.kill('SIGKILL');
  await exited;
  await eventually('the last process to end', () =>
    processesOf(folder).length === 0 ? true : undefined,
  );
  await eventually('the store to end', async () => !(await isListening(storePort)) || undefined);
}, 90_000);

it('a taken port is one sentence with its owner and the way out', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { exited, lastWords } = await launch({ GATEWAY_PORT: String(port) });
  const [code] = (await exited) as [number];
  server.close();
  expect(code).toBe(1);
  expect(lastWords()).toMatch(new RegExp(`port ${port} for gateway is taken by .*GATEWAY_PORT=`));
}, 30_000);

it('one port for two parts is refused', async () => {
  const { exited, lastWords } = await launch({ GATEWAY_PORT: '45671', STORE_PORT: '45671' });
  expect(((await exited) as [number])[0]).toBe(1);
  expect(lastWords()).toMatch('STORE_PORT and GATEWAY_PORT both ask for port 45671');
}, 30_000);

it('an embedded store will do where no other is', async () => {
  const { table } = await launch({ PATH: '/nowhere' });
  const { store, services } = await table;
  expect(store.kind).toBe('embedded');
  expect(services.filter(({ ready }) => !ready)).toEqual([]);
}, 90_000);

it('the demo shows a simulated M4 Max with its containers and trading, and leaves nothing behind', async () => {
  const { child, exited, folder, table } = await launch({ HOST_LABEL: 'ignored' }, 'demo');
  const { board } = await table;
  const summary = await eventually(
    'a whole summary',
    async () => {
      const reply = await fetch(`${board}api/v1/monitoring/dashboard/summary`);
      const body = (await reply.json()) as {
        mode: string;
        hardware?: { cpu?: { tiers: { tier: string; cores: number }[] } };
        containers?: { total: number };
        trading?: { score: { overall?: number } };
      };
      return body.trading?.score.overall === undefined || !body.containers?.total
        ? undefined
        : body;
    },
    { seconds: 60 },
  );
  expect(summary.mode).toBe('demo');
  expect(summary.hardware?.cpu?.tiers.map(({ tier, cores }) => `${cores} ${tier}`).sort()).toEqual([
    '12 P',
    '4 E',
  ]);
  expect(summary.containers?.total).toBeGreaterThanOrEqual(16);
  const talks = await eventually(
    'the netprobe shows who talks to whom',
    async () => {
      const reply = await fetch(`${board}api/v1/monitoring/containers/metrics`);
      const { links } = (await reply.json()) as {
        links: { from: string; to: string; port?: number; kind: string }[];
      };
      const observed = links.filter(({ kind }) => kind === 'observed');
      return observed.length === 0 ? undefined : observed;
    },
    { seconds: 60 },
  );
  expect(talks.map(({ from, to, port }) => `${from} > ${to}:${port}`)).toEqual(
    expect.arrayContaining([
      'nautilus-risk-engine > nautilus-redis:6379',
      'nautilus-marketdata-engine > (outside):443',
      '(outside) > nautilus-nginx:80',
    ]),
  );
  child.kill('SIGINT');
  expect((await exited) as [number]).toEqual([0, null]);
  expect(processesOf(folder)).toEqual([]);
}, 120_000);
