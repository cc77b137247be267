import { createServer as createHttpServer } from 'node:http';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it, jest } from '@jest/globals';
import { listen } from '../fixtures/listen.ts';
import { ask, createAgents } from './ask.ts';

jest.setTimeout(60_000);

const quiet = new AbortController().signal;

/** A server that answers each connection in its own way once a request has begun to arrive. */
const talking = (talk: (socket: Socket) => void) =>
  createServer((socket) => socket.once('data', () => talk(socket)));

const asked = (url: string) => ask({ url, checksCertificate: true }, createAgents(), quiet);

const head = (fields: string) => `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`;

const answers: readonly {
  readonly title: string;
  readonly talk: (socket: Socket) => void;
  readonly expected: object;
}[] = [
  {
    title: 'HTTP/1.0',
    talk: (socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n{"status":"healthy"}'),
    expected: {
      kind: 'answer',
      status: 200,
      contentType: '',
      body: '{"status":"healthy"}',
      end: 'whole',
    },
  },
  {
    title: 'nothing but a status',
    talk: (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'),
    expected: { kind: 'answer', status: 204, body: '', end: 'whole' },
  },
  {
    title: 'a redirect, which it does not follow',
    talk: (socket) =>
      socket.end('HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n'),
    expected: { kind: 'answer', status: 302, location: '/login', body: '', end: 'whole' },
  },
  {
    title: 'a content type with parameters',
    talk: (socket) => socket.end(`${head('Content-Type: Text/HTML; charset=utf-8')}<p>`),
    expected: { contentType: 'text/html', body: '<p>' },
  },
  {
    title: 'bytes that are no UTF-8',
    talk: (socket) => {
      socket.write(head('Content-Length: 4'));
      socket.end(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    },
    expected: { kind: 'answer', body: undefined, end: 'whole' },
  },
  {
    title: 'a body that is cut off by a reset',
    talk: (socket) =>
      socket.write(`${head('Content-Length: 100')}{"status":`, () => socket.resetAndDestroy()),
    expected: { kind: 'answer', status: 200, body: '{"status":', end: 'broken off' },
  },
  {
    title: 'a body that ends before its length',
    talk: (socket) => socket.end(`${head('Content-Length: 100')}{}`),
    expected: { kind: 'answer', end: 'broken off' },
  },
  {
    title: 'compressed, though nobody asked for it',
    talk: (socket) => {
      const body = gzipSync('{"status":"healthy"}');
      socket.write(head(`Content-Encoding: gzip\r\nContent-Length: ${body.byteLength}`));
      socket.end(body);
    },
    expected: { kind: 'answer', body: '{"status":"healthy"}', end: 'whole' },
  },
  {
    title: 'called compressed, and it is not',
    talk: (socket) => socket.end(`${head('Content-Encoding: gzip')}{"status":"healthy"}`),
    expected: { kind: 'answer', end: 'broken off' },
  },
  {
    title: 'nothing before it closes',
    talk: (socket) => socket.end(),
    expected: { kind: 'none', reason: 'closed the connection without an answer' },
  },
  {
    title: 'a reset',
    talk: (socket) => socket.resetAndDestroy(),
    expected: { kind: 'none', reason: 'closed the connection without an answer' },
  },
  {
    title: 'another protocol',
    talk: (socket) => socket.end('-ERR unknown command\r\n'),
    expected: { kind: 'none', reason: 'does not answer in HTTP' },
  },
  {
    title: 'headers without end',
    talk: (socket) =>
      socket.write(`HTTP/1.1 200 OK\r\n${`X-More: ${'x'.repeat(1000)}\r\n`.repeat(100)}`),
    expected: { kind: 'none', reason: 'sends more headers than an answer may have' },
  },
];
it.each(answers)('hears $title', async ({ talk, expected }) => {
  const port = await listen(talking(talk));
  expect(await asked(`http://127.0.0.1:${port}/health`)).toMatchObject(expected);
});

/** 16 MB each; made before any clock runs. */
const bombs = {
  gzip: gzipSync(Buffer.alloc(16 * 1024 * 1024, 'x')),
  brotli: brotliCompressSync(Buffer.alloc(16 * 1024 * 1024, 'x')),
};

const endless: readonly { readonly title: string; readonly talk: (socket: Socket) => void }[] = [
  {
    title: 'plain',
    talk: (socket) => {
      const page = Buffer.alloc(256 * 1024, 'x');
      socket.write(head('Content-Type: text/plain'));
      const more = () => {
        while (!socket.destroyed && socket.write(page));
      };
      socket.on('drain', more);
      more();
    },
  },
  {
    title: 'from a gzip bomb',
    talk: (socket) => {
      socket.write(head('Content-Encoding: gzip'));
      socket.end(bombs.gzip);
    },
  },
  {
    title: 'from a Brotli bomb',
    talk: (socket) => {
      socket.write(head('Content-Encoding: br'));
      socket.end(bombs.brotli);
    },
  },
];
it.each(endless)('reads 64 kB of a body without end, $title, and hangs up', async ({ talk }) => {
  const server = talking(talk);
  const hungUp = new Promise<void>((resolve) => {
    server.once('connection', (socket: Socket) => socket.once('close', () => resolve()));
  });
  const port = await listen(server);
  expect(await asked(`http://127.0.0.1:${port}/`)).toMatchObject({
    status: 200,
    body: 'x'.repeat(64 * 1024),
    end: 'cut at the limit',
  });
  await hungUp;
});

const slow: readonly {
  readonly title: string;
  readonly server: () => Server;
  readonly expected: object;
}[] = [
  {
    title: 'one that takes the connection and says nothing',
    server: () => createServer(),
    expected: { kind: 'none', reason: 'gave no answer in 2 s' },
  },
  {
    title: 'headers that trickle',
    server: () => talking((socket) => trickle(socket, 'HTTP/1.1 200 OK\r\nX-Slow: ')),
    expected: { kind: 'none', reason: 'gave no answer in 2 s' },
  },
  {
    title: 'a body that trickles',
    server: () => talking((socket) => trickle(socket, head('Content-Type: application/json'))),
    expected: { kind: 'answer', status: 200, end: 'too slow' },
  },
];
it.each(slow)('waits two seconds in all for $title', async ({ server, expected }) => {
  const port = await listen(server());
  const startedAt = performance.now();
  expect(await asked(`http://127.0.0.1:${port}/health`)).toMatchObject(expected);
  expect(performance.now() - startedAt).toBeGreaterThan(1900);
});

/** A byte each tenth of a second, for ever. */
function trickle(socket: Socket, beginning: string): void {
  socket.write(beginning);
  const timer = setInterval(() => socket.write('x'), 100);
  socket.once('close', () => clearInterval(timer));
}

it('stops when it is told to', async () => {
  const server = createServer();
  const connected = new Promise((resolve) => server.once('connection', resolve));
  const port = await listen(server);
  const stopping = new AbortController();
  const url = `http://127.0.0.1:${port}/health`;
  const reply = ask({ url, checksCertificate: true }, createAgents(), stopping.signal);
  await connected;
  stopping.abort();
  expect((await reply).kind).not.toBe('answer');
});

it('finds nothing listening', async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const refused = { kind: 'none', reason: 'refuses connections' };
  expect(await asked(`http://127.0.0.1:${port}/`)).toEqual(refused);
  expect(await asked(`http://localhost:${port}/`)).toEqual(refused);
});

it('tells a name that nobody knows from an engine that is gone', async () => {
  const reply = await asked('http://engine.invalid:8100/health');
  expect(reply).toEqual({ kind: 'unknown host', host: 'engine.invalid' });
});

it('asks an IPv6 address', async () => {
  const server = createHttpServer((_, response) => response.end('ok'));
  const port = await listen(server, { host: '::1', port: 0 });
  expect(await asked(`http://[::1]:${port}/`)).toMatchObject({ kind: 'answer', body: 'ok' });
});
