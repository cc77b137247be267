import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, jest } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually } from '@m4max/test-kit';
import type { Engines } from './find-engines.ts';
import { findEngines } from './find-engines.ts';

jest.setTimeout(60_000);

const signal = new AbortController().signal;
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Fake = { port: number; server: Server; atOnce: number; requests: string[] };

/** The few paths of an engine, with containers c0, c1 …; `answerStats` may hold one back. */
async function fakeEngine(options: {
  readonly id: string;
  readonly version: string;
  readonly containers: number;
  readonly port?: number;
  readonly isDeaf?: boolean;
  readonly answerStats?: (id: string, response: ServerResponse) => void;
  readonly stateOf?: (index: number) => string;
}): Promise<Fake> {
  let waiting = 0;
  const names = Array.from({ length: options.containers }, (_, index) => `c${index}`);
  const sendStats = async (id: string, response: ServerResponse) => {
    waiting += 1;
    fake.atOnce = Math.max(fake.atOnce, waiting);
    await sleep(20);
    waiting -= 1;
    if (options.answerStats !== undefined) options.answerStats(id, response);
    else
      response.end(JSON.stringify({ read: new Date().toISOString(), pids_stats: { current: 7 } }));
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    fake.requests.push(`${request.method} ${path}`);
    const send = (body: unknown) => response.end(JSON.stringify(body));
    const [, id = '', part] = /^\/containers\/(\w+)\/(json|stats)$/.exec(path) ?? [];
    if (path === '/events' && options.isDeaf === true) response.writeHead(403).end();
    else if (path === '/events') response.flushHeaders();
    else if (path === '/info') send({ ID: options.id, Name: 'fake', NCPU: 4, MemTotal: 1000 });
    else if (path === '/version') send({ Version: options.version, ApiVersion: '1.41' });
    else if (path === '/containers/json')
      send(
        names.map((name, index) => ({
          Id: name,
          Names: [`/${name}`],
          State: options.stateOf?.(index) ?? 'running',
        })),
      );
    else if (part === 'json')
      send({ Id: id, Name: `/${id}`, State: { Status: 'running' }, HostConfig: {} });
    else void sendStats(id, response);
  }).listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const fake: Fake = { port, server, atOnce: 0, requests: [] };
  cleanUps.push(() => close(server));
  return fake;
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

function engines(port: number): Engines {
  const found = findEngines({
    addresses: async () => [{ kind: 'tcp', host: '127.0.0.1', port }],
    host: 'test-mac',
    log: createLogger('test', 'error'),
    write: () => undefined,
  });
  cleanUps.push(() => found.stop());
  return found;
}

async function round(found: Engines) {
  const { engines: list, missing } = await found.current(signal);
  const [engine] = list;
  return { missing, engine, round: await engine?.round(signal) };
}

it.each([
  {
    title: 'all at once before version 25, where each waits for the collector',
    version: '20.10.24',
    atOnce: 40,
  },
  { title: 'eight at once from 25 on', version: '28.3.2', atOnce: 8 },
])('asks for stats $title', async ({ version, atOnce }) => {
  const fake = await fakeEngine({ id: 'A', version, containers: 40 });
  const { round: result } = await round(engines(fake.port));
  expect(result?.found).toHaveLength(40);
  expect(fake.atOnce).toBeLessThanOrEqual(atOnce);
  expect(fake.atOnce).toBeGreaterThan(atOnce / 2);
  expect(fake.requests.every((it) => it.startsWith('GET '))).toBe(true);
});

it('keeps the last readings of a container that fails, and says that they are old', async () => {
  let isIll = false;
  const fake = await fakeEngine({
    id: 'A',
    version: '28.3.2',
    containers: 2,
    answerStats(id, response) {
      if (isIll && id === 'c1') response.writeHead(500).end('{"message":"no such cgroup"}');
      else
        response.end(
          JSON.stringify({ read: new Date().toISOString(), pids_stats: { current: 7 } }),
        );
    },
  });
  const found = engines(fake.port);
  await round(found);
  isIll = true;
  const { round: result } = await round(found);
  expect(
    result?.found.map(({ container }) => [container.name, container.pids, container.stale]),
  ).toEqual([
    ['c0', 7, undefined],
    ['c1', 7, true],
  ]);
});

it('waits no longer than two seconds for a container', async () => {
  const fake = await fakeEngine({
    id: 'A',
    version: '28.3.2',
    containers: 1,
    answerStats: () => undefined,
  });
  const { round: result } = await round(engines(fake.port));
  expect(result?.found[0]?.container).toMatchObject({ state: 'running', stale: true });
});

it('says that restarts may be missed when no events are heard', async () => {
  const fake = await fakeEngine({ id: 'A', version: '28.3.2', containers: 0, isDeaf: true });
  const found = engines(fake.port);
  const missing = await eventually(
    'it is said',
    async () => (await round(found)).round?.missing[0],
    { seconds: 60 },
  );
  expect(missing).toEqual({
    field: 'events',
    reason: expect.stringContaining('does not let /events be read: set EVENTS=1'),
  });
});

it('ends a round whose calls would all have to be waited for', async () => {
  const fake = await fakeEngine({
    id: 'A',
    version: '28.3.2',
    containers: 40,
    answerStats: () => undefined,
  });
  const { round: result } = await round(engines(fake.port));
  expect(result?.found.filter(({ container }) => container.stale)).toHaveLength(40);
  expect(result?.missing).toEqual([
    { field: 'containers', reason: expect.stringContaining('and 37 more could not be read') },
  ]);
  const asked = fake.requests.filter((it) => it.endsWith('/stats'));
  expect(asked.length).toBeLessThan(40);
});

it('reads those that run first, of more than a sample holds', async () => {
  const fake = await fakeEngine({
    id: 'A',
    version: '20.10.24',
    containers: 10_000,
    stateOf: (index) => (index % 2500 === 2499 ? 'running' : 'exited'),
  });
  const { round: result } = await round(engines(fake.port));
  expect(result?.found).toHaveLength(500);
  const running = result?.found.filter(({ container }) => container.state === 'running') ?? [];
  expect(running.map(({ container }) => container.name)).toEqual([
    ...['c2499', 'c4999', 'c7499', 'c9999'],
  ]);
  expect(fake.requests.filter((it) => it.endsWith('/stats'))).toHaveLength(4);
  expect(result?.missing[0]?.reason).toContain('has 10000 containers; 500 are read');
});

it('does not wait for an engine that hangs once it is known to be away', async () => {
  let isHung = false;
  let waiting = 0;
  const fake = await fakeEngine({ id: 'A', version: '28.3.2', containers: 1 });
  const found = engines(fake.port);
  await round(found);
  fake.server.prependListener('request', ({ url }, response: ServerResponse) => {
    if (!isHung) return;
    response.end = () => response; // It never answers.
    if (url !== '/info') return;
    waiting += 1;
    response.on('close', () => {
      waiting -= 1;
    });
  });
  isHung = true;
  expect((await round(found)).round?.up).toBe(false);
  const { engine } = await round(found);
  expect(engine?.awaySeconds()).toBeGreaterThan(0);
  expect(waiting).toBe(1); // It is still asked who it is, beside the round that has ended.
  isHung = false;
  await eventually('it is back', async () => (await round(found)).round?.up === true, {
    seconds: 60,
  });
});
