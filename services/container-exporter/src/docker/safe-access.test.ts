import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { ContainerEvent } from '@m4max/contracts';
import { eventually } from '@m4max/test-kit';
import { listen } from '../fixtures/listen.ts';
import { engineClient } from './engine-client.ts';
import { enginesAt } from './fixtures/engines-at.ts';
import type { Heard, Replies } from './fixtures/fake-engine.ts';
import { asEngine, engineReplies } from './fixtures/fake-engine.ts';

jest.setTimeout(60_000);

/** What a socket proxy has to let through, and no more. */
const ALLOWED = /^\/(version|info|events|containers\/(json|[^/]+\/(json|stats)))$/;

const signal = new AbortController().signal;
const HOSTILE = '../../images/json?x=';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm4max-safe-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const listed = (Id: string) => ({ Id, Names: [`/${Id}`], State: 'running', Image: 'busybox' });
const inspected = (Id: string) => {
  return { Id, Name: `/${Id}`, State: { Status: 'running' }, HostConfig: {} };
};
const stats = () => ({ read: new Date().toISOString(), pids_stats: { current: 7 } });
const event = (ID: string, Action: string, time: number) =>
  `${JSON.stringify({ Type: 'container', Action, Actor: { ID, Attributes: { name: 'a1' } }, time })}\n`;

/** The containers a1 and b2, and what else is listed; streams of events stay open. */
function containers(ids: readonly string[], streams: ServerResponse[] = []): Replies {
  return {
    '/containers/json': ids.map(listed),
    '/containers/a1/json': inspected('a1'),
    '/containers/b2/json': inspected('b2'),
    '/containers/a1/stats': stats(),
    '/containers/b2/stats': stats(),
    '/events': (response: ServerResponse) => {
      response.flushHeaders();
      streams.push(response);
    },
  };
}

async function startEngine(replies: Replies) {
  const heard: Heard[] = [];
  const path = join(folder, 'docker.sock');
  const server = createServer(asEngine({ ...engineReplies, ...replies }, heard));
  await listen(server, { path });
  return { heard, path, server, client: engineClient({ kind: 'socket', path }) };
}

it('asks in rounds and after events for nothing but what a socket proxy lets through', async () => {
  const streams: ServerResponse[] = [];
  const { heard, path } = await startEngine(containers(['a1', 'b2'], streams));
  const events: ContainerEvent[] = [];
  const engines = enginesAt([{ kind: 'socket', path }], { write: (it) => events.push(it) });
  const [engine] = (await engines.current(signal)).engines;
  await eventually('events are followed', () => streams[0]);
  const lines = ['start', 'die', 'start'].map((action, index) => event('a1', action, 100 + index));
  streams[0]?.write([...lines, event(HOSTILE, 'start', 104), event('b2', 'pause', 105)].join(''));
  await eventually('the last event is told', () => events.some((it) => it.container_id === 'b2'));
  for (let round = 0; round < 3; round += 1) await engine?.round(signal);
  streams[0]?.destroy();
  await eventually('events are followed again', () => streams[1]);
  await engines.stop();

  const paths = new Set(heard.map(({ url }) => url.replace(/\?.*/, '')));
  expect([...paths].toSorted()).toEqual([
    '/containers/a1/json',
    '/containers/a1/stats',
    '/containers/b2/json',
    '/containers/b2/stats',
    '/containers/json',
    '/events',
    '/info',
    '/version',
  ]);
  for (const { method, url, userAgent } of heard) {
    expect(method).toBe('GET');
    expect(url.replace(/\?.*/, '')).toMatch(ALLOWED);
    expect(url).not.toMatch(/[?&]size=/);
    expect(url).not.toMatch(/^\/v\d/);
    expect(userAgent).toMatch(/^Docker-Client\//);
  }
});

it('believes no engine that lists an id which is none', async () => {
  const { heard, client } = await startEngine(containers(['a1', HOSTILE]));
  await expect(client.list(signal)).rejects.toThrow();
  expect(heard.map(({ url }) => url)).toEqual(['/containers/json?all=true']);
});

it('sends no id that would change the path', async () => {
  const { heard, client } = await startEngine({});
  await expect(client.inspect(HOSTILE, signal)).rejects.toThrow('refused to send');
  await expect(client.stats('a1/../../info', signal)).rejects.toThrow('refused to send');
  expect(heard).toEqual([]);
});

it('follows no redirect', async () => {
  const heard: Heard[] = [];
  const elsewhere = await listen(createServer(asEngine(engineReplies, heard)));
  const redirect = (response: ServerResponse) => {
    response.writeHead(302, { Location: `http://127.0.0.1:${elsewhere}/info` }).end();
  };
  const { client } = await startEngine({ '/info': redirect });
  await expect(client.facts(signal)).rejects.toThrow('HTTP 302');
  expect(heard).toEqual([]);
});

it('reads no reply without end', async () => {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const flood = (response: ServerResponse) => {
    const more = () => void (response.destroyed || response.write(chunk, more));
    more();
  };
  const { client } = await startEngine({ '/containers/json': flood });
  await expect(client.list(signal)).rejects.toThrow(/longer than|no answer in 2 s/);
});

it('quotes nothing of a reply that is broken', async () => {
  const broken = (response: ServerResponse) => void response.end('{"Env":["KEY=planted" }');
  const { client } = await startEngine({ '/containers/a1/json': broken });
  const error: unknown = await client.inspect('a1', signal).catch((reason: unknown) => reason);
  expect(String(error)).toBe('SyntaxError: its reply is no JSON');
});

it('waits two seconds for a reply that stops in its middle', async () => {
  const half = (response: ServerResponse) => void response.write('[{"Id":');
  const { client } = await startEngine({ '/containers/json': half });
  await expect(client.list(signal)).rejects.toThrow('no answer in 2 s');
});

it('asks again when a kept connection breaks at the moment of its use', async () => {
  const { heard, server, client } = await startEngine({});
  // The server hangs up on the second request of each connection, without an answer.
  const seen = new WeakSet<object>();
  server.prependListener('request', (request) => {
    if (seen.has(request.socket)) request.socket.destroy();
    seen.add(request.socket);
  });
  expect(await client.list(signal)).toEqual([]);
  expect(await client.list(signal)).toEqual([]);
  expect(heard).toHaveLength(3);
});

it('ends a call and a stream with the signal', async () => {
  const { client } = await startEngine({});
  const stop = new AbortController();
  const stream = await client.events({ since: '1.000000000' }, stop.signal);
  const ended = new Promise((resolve) => stream.on('error', resolve));
  stop.abort();
  expect(await ended).toMatchObject({ name: 'AbortError' });
  await expect(client.list(stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
