import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSilence } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { eventually } from '@m4max/test-kit';
import { closeServer, listen } from '../fixtures/listen.ts';
import type { Address } from './address.ts';
import type { Engines } from './find-engines.ts';
import { enginesAt } from './fixtures/engines-at.ts';
import type { Heard } from './fixtures/fake-engine.ts';
import { asEngine, engineReplies } from './fixtures/fake-engine.ts';

jest.setTimeout(120_000);

const signal = new AbortController().signal;
let folder: string;
const cleanUps: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm4max-engines-'));
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  rmSync(folder, { recursive: true });
});

function search(...addresses: readonly Address[]): Engines {
  const engines = enginesAt(addresses, { searchSeconds: 0.2 });
  cleanUps.push(() => engines.stop());
  return engines;
}

const socket = (name: string, isGuess = false): Address => {
  return { kind: 'socket', path: join(folder, name), isGuess };
};
const start = async (name: string, id: string, version = {}) => {
  const heard: Heard[] = [];
  const server = createServer(
    asEngine(
      {
        ...engineReplies,
        '/info': { ID: id, Name: id },
        '/version': { Version: '28.3.2', ApiVersion: '1.51', ...version },
      },
      heard,
    ),
  );
  await listen(server, { path: join(folder, name) });
  return { server, timesAsked: (path: string) => heard.filter(({ url }) => url === path).length };
};
const ids = async (engines: Engines) =>
  (await engines.current(signal)).engines.map(({ id }) => id).toSorted();
const reasons = async (engines: Engines) =>
  (await engines.current(signal)).missing.map(({ reason }) => reason);

/** Takes connections and says nothing, as a paused virtual machine does. */
async function silence(): Promise<{ address: Address; asked: () => number }> {
  let connections = 0;
  const port = await listen(
    createSilence(() => {
      connections += 1;
    }),
  );
  // `/info` and `/version` are asked together, on a connection each.
  return { address: { kind: 'tcp', host: '127.0.0.1', port }, asked: () => connections / 2 };
}

it('finds several engines at once, and one of two addresses once', async () => {
  await start('a', 'A');
  await start('b', 'B');
  symlinkSync(join(folder, 'a'), join(folder, 'link'));
  const engines = search(socket('a'), socket('b'), socket('link'));
  expect(await ids(engines)).toEqual(['A', 'B']);
  expect(await reasons(engines)).toEqual([]);
});

it('takes each machine of Podman for an engine of its own', async () => {
  const podman = { Components: [{ Name: 'Podman Engine' }] };
  await start('a', 'another each time', podman);
  await start('b', 'another each time', podman);
  const engines = search(socket('a'), socket('b'));
  expect(await ids(engines)).toEqual([join(folder, 'a'), join(folder, 'b')]);
});

it('holds up no round but the first for an address that hangs, and that one shortly', async () => {
  await start('a', 'A');
  const { address, asked } = await silence();
  const engines = search(address, socket('a'));
  const before = performance.now();
  expect(await ids(engines)).toEqual(['A']);
  const firstSeconds = (performance.now() - before) / 1000;
  expect(firstSeconds).toBeGreaterThan(1.5); // It did hang.
  expect(firstSeconds).toBeLessThan(10);
  let longestSeconds = 0;
  for (let search = 0; search < 3; search += 1) {
    await eventually('it is asked again', () => asked() > search + 1);
    const current = performance.now();
    expect(await ids(engines)).toEqual(['A']);
    longestSeconds = Math.max(longestSeconds, (performance.now() - current) / 1000);
  }
  expect(longestSeconds).toBeLessThan(1);
  expect(await reasons(engines)).toEqual([expect.stringContaining('gave no answer in 2 s')]);
});

it('asks all addresses at once', async () => {
  const hanging = await Promise.all(Array.from({ length: 8 }, silence));
  const engines = search(...hanging.map(({ address }) => address));
  const before = performance.now();
  expect(await ids(engines)).toEqual([]);
  expect((performance.now() - before) / 1000).toBeLessThan(8); // One by one it takes 16 s.
  await eventually('all are given up', async () => (await reasons(engines)).length === 8);
});

it('finds later what was not there, was refused, or was mended', async () => {
  let isRefused = true;
  const facts = asEngine(engineReplies);
  const mended = createServer((request, response) => {
    if (isRefused) response.writeHead(403).end('forbidden');
    else facts(request, response);
  });
  await listen(mended, { path: join(folder, 'mended') });
  const engines = search(socket('late'), socket('mended'));
  expect(await reasons(engines)).toEqual([
    expect.stringMatching(/late is not there: start the engine/),
    expect.stringMatching(/mended does not let \/(info|version) be read: set (INFO|VERSION)=1/),
  ]);
  await start('late', 'LATE');
  isRefused = false;
  await eventually(
    'both are found',
    async () => {
      const found = await ids(engines);
      if (found.length < 2) throw new Error(found.join());
      return true;
    },
    { seconds: 60 },
  );
  expect(await ids(engines)).toEqual(['FAKE', 'LATE']);
  expect(await reasons(engines)).toEqual([]);
});

it('finds an engine that may be asked later', async () => {
  await start('a', 'A');
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'a'), 0o000);
  const isRoot = process.getuid?.() === 0; // Root may open everything, and is nobody meanwhile.
  const become = (user: number) => isRoot && process.seteuid?.(user);
  cleanUps.push(() => become(0));
  become(65_534);
  const engines = search(socket('a'));
  expect(await reasons(engines)).toEqual([
    expect.stringContaining('may not be opened: add the user to the group docker'),
  ]);
  become(0);
  chmodSync(join(folder, 'a'), 0o666);
  become(65_534);
  await eventually('it is found', async () => (await ids(engines)).length > 0);
  expect(await reasons(engines)).toEqual([]);
});

it('takes another engine at the same address for another one', async () => {
  const first = await start('a', 'A');
  const engines = search(socket('a'));
  const [known] = (await engines.current(signal)).engines;
  // By the search, as its events are followed, and by the round after that.
  await eventually('it is known', async () => {
    await known?.round(signal);
    return first.timesAsked('/info') === 3;
  });
  closeServer(first.server); // No round comes while nobody answers: only the events break.
  const second = await start('a', 'B');
  await eventually('its events are asked for', () => second.timesAsked('/info') > 0);
  await eventually(
    'the new engine is found',
    async () => {
      const { engines: list } = await engines.current(signal);
      await Promise.all(list.map((it) => it.round(signal)));
      return list[0]?.id === 'B';
    },
    { seconds: 60 },
  );
});

it('follows an engine to another address', async () => {
  const first = await start('a', 'A');
  const engines = search(socket('a'), socket('b'));
  const [known] = (await engines.current(signal)).engines;
  closeServer(first.server);
  await start('b', 'A');
  await eventually('it answers again', async () => (await known?.round(signal))?.up);
  expect((await engines.current(signal)).engines).toEqual([known]);
});

it('misses no runtime that is not in use while another engine is there', async () => {
  const quit = await start('quit', 'Q');
  closeServer(quit.server);
  const engines = search(socket('quit', true), socket('gone', true));
  expect(await reasons(engines)).toEqual([
    expect.stringContaining('quit'),
    expect.stringContaining('gone is not there'),
  ]);
  await start('a', 'A');
  const withAnother = search(socket('quit', true), socket('gone', true), socket('a', true));
  expect(await ids(withAnother)).toEqual(['A']);
  expect(await reasons(withAnother)).toEqual([]);
});

it.each([
  {
    title: 'an engine that is too old',
    replies: { ...engineReplies, '/version': { Version: '19.03', ApiVersion: '1.40' } },
    reason: 'update it to Docker Engine 20.10 (API 1.41) or newer',
  },
  {
    title: 'no engine',
    replies: { '/info': { hello: 1 }, '/version': {} },
    reason: 'answers, but not as a Docker Engine does',
  },
  { title: 'a web server', replies: {}, reason: 'it is no Docker Engine, or a socket proxy that' },
])('says what is wrong with $title', async ({ replies, reason }) => {
  await listen(createServer(asEngine(replies)), { path: join(folder, 'a') });
  const engines = search(socket('a'));
  expect(await ids(engines)).toEqual([]);
  expect(await reasons(engines)).toEqual([expect.stringContaining(reason)]);
});

it('says how to get an engine when there is no address at all', async () => {
  expect(await reasons(search())).toEqual([expect.stringContaining('start Docker (on a Mac')]);
});

it('stops at once in the middle of a search and of the first round', async () => {
  const { address } = await silence();
  const engines = search(address);
  const round = new AbortController();
  const current = engines.current(round.signal);
  const before = performance.now();
  round.abort();
  await current;
  await engines.stop();
  expect((performance.now() - before) / 1000).toBeLessThan(1.5);
});
