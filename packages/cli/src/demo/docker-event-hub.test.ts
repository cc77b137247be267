import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { EventHub } from './docker-event-hub.ts';
import { eventHub } from './docker-event-hub.ts';

let hub: EventHub;
let server: Server;
let address = '';

beforeEach(async () => {
  hub = eventHub();
  server = createServer((request, response) => {
    hub.listen(new URL(request.url ?? '/', 'http://docker').searchParams, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** An event of the second 1,772,442,000, so many nanoseconds later. */
function tell(nanoseconds: number, action: string): void {
  hub.tell({
    nanoseconds: 1_772_442_000_000_000_000n + BigInt(nanoseconds),
    type: 'container',
    action,
    actorId: 'a1',
    attributes: { name: 'web' },
  });
}

/** What is told between two moments, which are over. */
async function past(query: string): Promise<readonly string[]> {
  const text = await (await fetch(`${address}?${query}`)).text();
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line).Action);
}

it.each([
  { query: 'since=1772442000&until=1772442001', actions: ['start', 'oom', 'die'] },
  { query: 'since=1772442000.000000002&until=1772442001', actions: ['oom', 'die'] },
  { query: 'since=1772442000.000000004&until=1772442001', actions: [] },
  { query: 'until=1772442000.000000002', actions: ['start', 'oom'] },
  { query: 'until=1772442001&filters={"event":["die"]}', actions: ['die'] },
])('tells of the past what $query asks for', async ({ query, actions }) => {
  tell(1, 'start');
  tell(2, 'oom');
  tell(3, 'die');
  expect(await past(query)).toEqual(actions);
});

it('keeps the last 256', async () => {
  for (let count = 1; count <= 300; count += 1) tell(count, `${count}`);
  const kept = await past('since=1&until=1772442001');
  expect(kept).toHaveLength(256);
  expect(kept[0]).toBe('45');
});

it('tells nothing of the past to those who name no moment, and then each as it comes', async () => {
  tell(1, 'start');
  const reply = await fetch(`${address}?filters={"event":["die"]}`);
  tell(2, 'oom');
  tell(3, 'die');
  const stream = Readable.fromWeb(reply.body as ReadableStream);
  const [first] = await once(createInterface({ input: stream }), 'line');
  expect(JSON.parse(String(first))).toMatchObject({ Action: 'die' });
  stream.destroy();
});

it.each([
  { query: 'since=3&until=2', status: 400 },
  { query: 'until=soon', status: 400 },
  { query: 'filters=%5B%5D', status: 400 },
])('refuses $query', async ({ query, status }) => {
  expect((await fetch(`${address}?${query}`)).status).toBe(status);
});
