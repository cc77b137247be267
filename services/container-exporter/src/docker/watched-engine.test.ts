import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, jest } from '@jest/globals';
import { eventually } from '@m4max/test-kit';
import { listen } from '../fixtures/listen.ts';
import type { Engines } from './find-engines.ts';
import { enginesAt } from './fixtures/engines-at.ts';
import type { Heard, Replies } from './fixtures/fake-engine.ts';
import { asEngine, engineReplies } from './fixtures/fake-engine.ts';

jest.setTimeout(60_000);

const signal = new AbortController().signal;
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const stats = () => ({ read: new Date().toISOString(), pids_stats: { current: 7 } });

/** An engine with containers c0, c1 …; `answerStats` may hold one back. */
async function fakeEngine(options: {
  readonly containers: number;
  readonly version?: string;
  readonly replies?: Replies;
  readonly answerStats?: (id: string, response: ServerResponse) => void;
  readonly stateOf?: (index: number) => string;
}) {
  const { version = '28.3.2', answerStats, stateOf } = options;
  const heard: Heard[] = [];
  let waiting = 0;
  let atOnce = 0;
  const sendStats = async (id: string, response: ServerResponse) => {
    waiting += 1;
    atOnce = Math.max(atOnce, waiting);
    await sleep(20);
    waiting -= 1;
    if (answerStats === undefined) response.end(JSON.stringify(stats()));
    else answerStats(id, response);
  };
  const names = Array.from({ length: options.containers }, (_, index) => `c${index}`);
  const list = names.map((Id, index) => {
    return { Id, Names: [`/${Id}`], State: stateOf?.(index) ?? 'running' };
  });
  const ofContainers = names.flatMap((Id) => [
    [
      `/containers/${Id}/json`,
      { Id, Name: `/${Id}`, State: { Status: 'running' }, HostConfig: {} },
    ],
    [`/containers/${Id}/stats`, (response: ServerResponse) => void sendStats(Id, response)],
  ]);
  const server = createServer(
    asEngine(
      {
        ...engineReplies,
        '/version': { Version: version, ApiVersion: '1.41' },
        '/containers/json': list,
        ...Object.fromEntries(ofContainers),
        ...options.replies,
      },
      heard,
    ),
  );
  const port = await listen(server);
  const timesAsked = (path: RegExp) => heard.filter(({ url }) => path.test(url)).length;
  return { port, server, heard, timesAsked, atOnce: () => atOnce };
}

function engines(port: number): Engines {
  const found = enginesAt([{ kind: 'tcp', host: '127.0.0.1', port }]);
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
  const fake = await fakeEngine({ version, containers: 40 });
  const { round: result } = await round(engines(fake.port));
  expect(result?.found).toHaveLength(40);
  expect(fake.atOnce()).toBeLessThanOrEqual(atOnce);
  expect(fake.atOnce()).toBeGreaterThan(atOnce / 2);
  expect(fake.heard.every(({ method }) => method === 'GET')).toBe(true);
});

it('keeps the last readings of a container that fails, and says that they are old', async () => {
  let isIll = false;
  const fake = await fakeEngine({
    containers: 2,
    answerStats(id, response) {
      if (isIll && id === 'c1') response.writeHead(500).end('{"message":"no such cgroup"}');
      else response.end(JSON.stringify(stats()));
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
    containers: 1,
    answerStats: () => undefined,
  });
  const { round: result } = await round(engines(fake.port));
  expect(result?.found[0]?.container).toMatchObject({ state: 'running', stale: true });
});

it('says that restarts may be missed when no events are heard', async () => {
  const refuse = (response: ServerResponse) => response.writeHead(403).end();
  const fake = await fakeEngine({ containers: 0, replies: { '/events': refuse } });
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

it('hears nothing of another engine that has taken the address', async () => {
  const { timesAsked, port } = await fakeEngine({
    containers: 0,
    replies: {
      '/info': (response: ServerResponse) =>
        response.end(JSON.stringify({ ID: timesAsked(/info/) === 1 ? 'A' : 'B', Name: 'fake' })),
    },
  });
  const { engine } = await round(engines(port));
  expect(engine?.id).toBe('A');
  await eventually('it is asked again who it is', () => timesAsked(/info/) > 2);
  expect(timesAsked(/events/)).toBe(0);
});

it('ends a round whose calls would all have to be waited for', async () => {
  const fake = await fakeEngine({
    containers: 40,
    answerStats: () => undefined,
  });
  const { round: result } = await round(engines(fake.port));
  expect(result?.found.filter(({ container }) => container.stale)).toHaveLength(40);
  expect(result?.missing).toEqual([
    { field: 'containers', reason: expect.stringContaining('and 37 more could not be read') },
  ]);
  expect(fake.timesAsked(/stats/)).toBeLessThan(40);
});

it('reads those that run first, of more than a sample holds', async () => {
  const fake = await fakeEngine({
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
  expect(fake.timesAsked(/stats/)).toBe(4);
  expect(result?.missing[0]?.reason).toContain('has 10000 containers; 500 are read');
});

it('does not wait for an engine that hangs once it is known to be away', async () => {
  let isHung = false;
  let waiting = 0;
  const fake = await fakeEngine({ containers: 1 });
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
