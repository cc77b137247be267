import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { ContainerEvent } from '@m4max/contracts';
import { eventually } from '@m4max/test-kit';
import { engineClient } from './engine-client.ts';
import { enginesAt } from './fixtures/engines-at.ts';
import type { Heard, Replies } from './fixtures/fake-engine.ts';
import { asEngine, engineReplies, listen, plainServer } from './fixtures/fake-engine.ts';

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

function replies(ids: readonly string[], streams: ServerResponse[]): Replies {
  return {
    ...engineReplies,
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

async function startEngine(ids: readonly string[]) {
  const heard: Heard[] = [];
  const streams: ServerResponse[] = [];
  const path = join(folder, 'docker.sock');
  await listen(plainServer(asEngine(replies(ids, streams), heard)), path);
  return { heard, streams, path };
}

it('asks in rounds and after events for nothing but what a socket proxy lets through', async () => {
  const { heard, streams, path } = await startEngine(['a1', 'b2']);
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
  const { heard, path } = await startEngine(['a1', HOSTILE]);
  const client = engineClient({ kind: 'socket', path });
  await expect(client.list(signal)).rejects.toThrow();
  expect(heard.map(({ url }) => url)).toEqual(['/containers/json?all=true']);
});

it('sends no id that would change the path', async () => {
  const { heard, path } = await startEngine([]);
  const client = engineClient({ kind: 'socket', path });
  await expect(client.inspect(HOSTILE, signal)).rejects.toThrow('refused to send');
  await expect(client.stats('a1/../../info', signal)).rejects.toThrow('refused to send');
  expect(heard).toEqual([]);
});

it('follows no redirect', async () => {
  const heard: Heard[] = [];
  const elsewhere = await listen(plainServer(asEngine(engineReplies, heard)));
  const redirect = (response: ServerResponse) => {
    response.writeHead(302, { Location: `http://127.0.0.1:${elsewhere}/info` }).end();
  };
  const path = join(folder, 'docker.sock');
  await listen(plainServer(asEngine({ ...engineReplies, '/info': redirect })), path);
  await expect(engineClient({ kind: 'socket', path }).facts(signal)).rejects.toThrow('HTTP 302');
  expect(heard).toEqual([]);
});

it('reads no reply without end', async () => {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const flood = (response: ServerResponse) => {
    const more = () => void (response.destroyed || response.write(chunk, more));
    more();
  };
  const path = join(folder, 'docker.sock');
  await listen(plainServer(asEngine({ ...engineReplies, '/containers/json': flood })), path);
  await expect(engineClient({ kind: 'socket', path }).list(signal)).rejects.toThrow(
    /longer than|no answer in 2 s/,
  );
});

it('quotes nothing of a reply that is broken', async () => {
  const broken = (response: ServerResponse) => void response.end('{"Env":["KEY=planted" }');
  const path = join(folder, 'docker.sock');
  await listen(plainServer(asEngine({ ...engineReplies, '/containers/a1/json': broken })), path);
  const error: unknown = await engineClient({ kind: 'socket', path })
    .inspect('a1', signal)
    .catch((reason: unknown) => reason);
  expect(String(error)).toBe('SyntaxError: its reply is no JSON');
});

it('waits two seconds for a reply that stops in its middle', async () => {
  const half = (response: ServerResponse) => void response.write('[{"Id":');
  const path = join(folder, 'docker.sock');
  await listen(plainServer(asEngine({ ...engineReplies, '/containers/json': half })), path);
  await expect(engineClient({ kind: 'socket', path }).list(signal)).rejects.toThrow(
    'no answer in 2 s',
  );
});

it('asks again when a kept connection breaks at the moment of its use', async () => {
  const heard: Heard[] = [];
  const once = plainServer(asEngine(engineReplies, heard));
  // The server hangs up on the second request of each connection, without an answer.
  const seen = new WeakSet<object>();
  once.prependListener('request', (request) => {
    if (seen.has(request.socket)) request.socket.destroy();
    seen.add(request.socket);
  });
  const path = join(folder, 'docker.sock');
  await listen(once, path);
  const client = engineClient({ kind: 'socket', path });
  expect(await client.list(signal)).toEqual([]);
  expect(await client.list(signal)).toEqual([]);
  expect(heard).toHaveLength(3);
});

it('ends a call and a stream with the signal', async () => {
  const { path } = await startEngine([]);
  const stop = new AbortController();
  const client = engineClient({ kind: 'socket', path });
  const stream = await client.events({ since: '1.000000000' }, stop.signal);
  const ended = new Promise((resolve) => stream.on('error', resolve));
  stop.abort();
  expect(await ended).toMatchObject({ name: 'AbortError' });
  await expect(client.list(stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
