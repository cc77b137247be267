import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from '@jest/globals';
import type { EngineEntry } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import { eventually } from '@m4max/test-kit';
import { askEngine } from './ask-engine.ts';
import type { EngineReader } from './read-engines.ts';
import { readEngines } from './read-engines.ts';

const log = createLogger('trading-exporter', 'error');
log.silent = true;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A page on a port of its own, and how to take it away. */
async function serve(handler: Handler, port = 0) {
  const server = createServer(handler);
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  closing.push(close);
  return { port: (server.address() as AddressInfo).port, close };
}

function readerOf(
  entries: readonly (Partial<EngineEntry> & { readonly name: string })[],
  now?: () => number,
): EngineReader {
  return readEngines({
    entries: entries.map((entry) => ({ native: true, ...entry })),
    isInContainer: false,
    windowSeconds: 60,
    log,
    ...(now === undefined ? {} : { now }),
  });
}

/** Of a port that nobody listens on any more. */
async function freedPort(): Promise<number> {
  const { port, close } = await serve(() => undefined);
  await close();
  return port;
}

const { signal } = new AbortController();
const metrics = '/metrics';

const calculations = (count: number, milliseconds: number) =>
  JSON.stringify({
    engine_info: { calculations_processed: count, average_processing_time_ms: milliseconds },
  });

it.each([
  {
    title: 'a page that is whole',
    handler: (_: IncomingMessage, response: ServerResponse) => response.end('x 1\n'),
    answer: { kind: 'page', body: 'x 1\n' },
  },
  {
    title: 'JSON as it came',
    handler: (_: IncomingMessage, response: ServerResponse) =>
      response.setHeader('content-type', 'application/json').end('{"a": 1.50}'),
    answer: { kind: 'page', body: '{"a": 1.50}' },
  },
  {
    title: 'half a page',
    handler: (_: IncomingMessage, response: ServerResponse) => {
      response.setHeader('content-length', '1000').write('x 1\nx_total 12', () => {
        response.destroy();
      });
    },
    answer: { kind: 'failed', reason: 'broke off its answer' },
  },
  {
    title: 'a page that never ends',
    handler: (_: IncomingMessage, response: ServerResponse) => {
      response.write('x 1\n');
    },
    answer: { kind: 'failed', reason: 'gave no whole answer in 2 s' },
  },
  {
    title: 'no answer at all',
    handler: () => undefined,
    answer: { kind: 'failed', reason: 'gave no whole answer in 2 s' },
  },
  {
    title: 'six megabytes',
    handler: (_: IncomingMessage, response: ServerResponse) =>
      response.end('x 1\n'.repeat(1_500_000)),
    answer: { kind: 'failed', reason: 'sends more than 5 MB: a page of figures is shorter' },
  },
  {
    title: 'six megabytes in six kilobytes',
    handler: (_: IncomingMessage, response: ServerResponse) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync('x 1\n'.repeat(1_500_000))),
    answer: { kind: 'failed', reason: 'sends more than 5 MB: a page of figures is shorter' },
  },
  {
    title: 'an error',
    handler: (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(500).end('Internal Server Error'),
    answer: { kind: 'failed', reason: 'answers with HTTP 500' },
  },
  {
    title: 'another path',
    handler: (_: IncomingMessage, response: ServerResponse) => response.writeHead(404).end(),
    answer: { kind: 'failed', reason: 'has no such path: correct metrics in engines.yml' },
  },
  {
    title: 'a redirect, which it does not follow',
    handler: (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    answer: { kind: 'failed', reason: expect.stringContaining('redirects (HTTP 302)') },
  },
  {
    title: 'a closed door',
    handler: (request: IncomingMessage) => request.socket.destroy(),
    answer: { kind: 'failed', reason: 'broke off its answer' },
  },
])('askEngine: $title', async ({ handler, answer }) => {
  const { port } = await serve(handler);
  expect(await askEngine(`http://127.0.0.1:${port}/metrics`, signal)).toEqual(answer);
});

it('askEngine: nobody', async () => {
  const url = `http://127.0.0.1:${await freedPort()}/metrics`;
  expect(await askEngine(url, signal)).toEqual({ kind: 'nobody', reason: 'refuses connections' });
});

it('askEngine: a name that nobody has', async () => {
  expect(await askEngine('http://no-such-engine.invalid/metrics', signal)).toEqual({
    kind: 'nobody',
    reason: 'the name no-such-engine.invalid is not known here',
  });
});

it('reads engines of both tongues, and says nothing of one that never was', async () => {
  const json = await serve((_, response) => response.end(calculations(10, 2.5)));
  const text = await serve((_, response) =>
    response.end('# TYPE hub_websocket_connections gauge\nhub_websocket_connections 4\n'),
  );
  const reader = readerOf([
    { name: 'json', port: json.port, metrics },
    { name: 'none', port: await freedPort(), metrics },
    { name: 'without-figures', port: text.port },
    { name: 'text', port: text.port, metrics },
  ]);
  await reader.read(signal);
  expect(reader.reports()).toEqual([
    { engine: 'json', up: true },
    { engine: 'text', up: true, connections: 4 },
  ]);
});

it('tells what an engine did since it was first read, when it has gone, and that it is another then', async () => {
  let count = 1000;
  const handler: Handler = (_, response) => {
    count += 50;
    response.end(calculations(count, 2.5125));
  };
  const engine = await serve(handler);
  let clock = 0;
  const reader = readerOf([{ name: 'json', port: engine.port, metrics }], () => {
    clock += 5000;
    return clock;
  });
  await reader.read(signal);
  await reader.read(signal);
  const [grown] = reader.reports();
  expect(grown).toMatchObject({ up: true, operations_per_second: 10 });
  expect(grown?.mean_seconds).toBeCloseTo(0.002_512_5, 9);

  await engine.close();
  await reader.read(signal);
  expect(reader.reports()).toEqual([{ engine: 'json', up: false, detail: 'refuses connections' }]);

  count = 0;
  await serve(handler, engine.port);
  await reader.read(signal);
  expect(reader.reports()).toEqual([{ engine: 'json', up: true }]);
  await reader.read(signal);
  expect(reader.reports()).toMatchObject([{ up: true, operations_per_second: 10 }]);
});

it('tells what stands in the way of a page, also of one that is named by its URL and never was', async () => {
  const broken = await serve((_, response) => response.end('{"half'));
  const other = await serve((_, response) => response.writeHead(503).end());
  const reader = readerOf([
    { name: 'broken', port: broken.port, metrics },
    { name: 'other', port: other.port, metrics },
    { name: 'named', metrics_url: `http://127.0.0.1:${await freedPort()}/metrics` },
  ]);
  await reader.read(signal);
  expect(reader.reports()).toEqual([
    { engine: 'broken', up: false, detail: 'its JSON is cut off or wrong' },
    { engine: 'other', up: false, detail: 'answers with HTTP 503' },
    { engine: 'named', up: false, detail: 'refuses connections' },
  ]);
});

it('looks for an engine outside its container too, and tells what is wrong with either', async () => {
  const page = await serve((_, response) => response.end(calculations(1, 2)));
  const inside = await freedPort();
  const reader = readEngines({
    entries: [
      { name: 'localhost', port: inside, native: true, metrics },
      { name: 'elsewhere.invalid', native: true, metrics_url: `http://127.0.0.1:${page.port}/` },
      { name: '127.0.0.1', port: page.port, container_port: page.port, native: true, metrics },
    ],
    isInContainer: true,
    windowSeconds: 60,
    log,
  });
  await reader.read(signal);
  expect(reader.reports().map(({ engine, up }) => `${engine} ${up}`)).toEqual([
    'elsewhere.invalid true',
    '127.0.0.1 true',
  ]);
  await page.close();
  await reader.read(signal);
  expect(reader.reports()).toEqual([
    { engine: 'elsewhere.invalid', up: false, detail: 'refuses connections' },
    {
      engine: '127.0.0.1',
      up: false,
      // Whether the name of the machine is known depends on where this runs.
      detail: expect.stringMatching(/^refuses connections; ./),
    },
  ]);
});

it('asks eight at once, and ends at once when it is stopped', async () => {
  let asked = 0;
  const { port } = await serve(() => {
    asked += 1;
  });
  const names = Array.from({ length: 20 }, (_, index) => `engine-${index}`);
  const reader = readerOf(names.map((name) => ({ name, port, metrics })));
  await reader.start();
  await eventually('eight are asked', () => asked === 8);
  await reader.stop();
  expect(asked).toBe(8);
  expect(reader.reports()).toEqual([]);
});
