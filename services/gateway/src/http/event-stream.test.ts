import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import { eventually } from '@m4max/test-kit';
import express from 'express';
import type { EventStream } from './event-stream.ts';
import { eventStream, MAX_CLIENTS } from './event-stream.ts';

const log = Object.assign(createLogger('test', 'error'), { silent: true });
const open: { server: Server; sockets: Socket[]; stream: EventStream }[] = [];

afterEach(async () => {
  for (const { server, sockets, stream } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await stream.stop();
    server.close();
    server.closeAllConnections();
  }
});

async function serve() {
  let firsts = 0;
  const stream = eventStream({
    context: { log },
    snapshot: () => ({ whole: true }),
    onFirstClient: () => {
      firsts += 1;
    },
  });
  await stream.start();
  const app = express();
  app.get('/', (request, response) => stream.connect(request, response));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  open.push({ server, sockets, stream });
  return {
    stream,
    firsts: () => firsts,
    /** A client by hand, so that it can stop reading. */
    client: async (): Promise<{ socket: Socket; text: () => string }> => {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => undefined);
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('utf8');
      });
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await eventually('the client has an answer', () => /snapshot|Error/.test(text));
      return { socket, text: () => text };
    },
  };
}

it('greets with a snapshot and sends every event to everybody', async () => {
  const { stream, client, firsts } = await serve();
  const one = await client();
  const two = await client();
  expect(firsts()).toBe(1);
  stream.publish('hardware', () => ({ n: 1 }));
  for (const it of [one, two]) {
    await eventually('it arrives', () => it.text().includes('data: {"n":1}'));
    expect(it.text()).toContain('retry: 3000');
  }
});

it('drops a client that does not read, and keeps the others', async () => {
  const { stream, client } = await serve();
  const slow = await client();
  const good = await client();
  slow.socket.pause();
  const data = { filling: 'x'.repeat(500_000) };
  await eventually('the slow one is dropped', () => {
    stream.publish('hardware', () => data);
    return stream.clients() === 1;
  });
  stream.publish('hardware', () => ({ last: true }));
  await eventually('the good one goes on', () => good.text().includes('{"last":true}'));
}, 60_000);

it('takes no more clients than its bound', async () => {
  const { stream, client } = await serve();
  for (let n = 0; n < MAX_CLIENTS; n += 1) await client();
  const refused = await client();
  expect(refused.text()).toMatch(/^HTTP\/1\.1 5/);
  expect(stream.clients()).toBe(MAX_CLIENTS);
}, 60_000);

it('does no work for events while nobody watches, and gives a snapshot afterwards', async () => {
  const { stream, client } = await serve();
  stream.publish('hardware', () => {
    throw new Error('nobody wants it');
  });
  expect(stream.ring.count()).toBe(1);
  const { text } = await client();
  expect(text()).toContain('event: snapshot');
});

it('ends the connections when it stops, and forgets who left', async () => {
  const { stream, client } = await serve();
  const left = await client();
  left.socket.destroy();
  await eventually('it is noticed', () => stream.clients() === 0);
  const { text } = await client();
  await stream.stop();
  await eventually('the reply ends', () => text().endsWith('\r\n0\r\n\r\n'));
});
