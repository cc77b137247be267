import { randomBytes } from 'node:crypto';
import type { Context, Part } from '@m4max/service-kit';
import { Problem, ticker } from '@m4max/service-kit';
import type { Request, Response } from 'express';
import type { Ring } from '../live/ring.ts';
import { createRing, sseBlock } from '../live/ring.ts';

/** Each is a socket and at most two megabytes that it has not taken yet. */
export const MAX_CLIENTS = 64;
const MAX_PENDING_BYTES = 2_000_000;
/** About a minute of one machine's events, whichever of the two is reached first. */
const RING = { maxEvents: 600, maxCharacters: 16_000_000 };
const HEARTBEAT_SECONDS = 15;
/** A browser comes back within seconds; later than this nobody will ask for what was missed. */
const REMEMBER_MS = 60_000;

type Client = { readonly response: Response; readonly allowedBytes: number };

export type EventStream = Part & {
  /** Takes the response over for as long as the client stays. */
  connect(request: Request, response: Response): void;
  /** Sends an event to every client; `data` is called only while somebody could want it. */
  publish(event: string, data: () => object): void;
  clients(): number;
  /** Whether somebody watches or could still come back. */
  watched(): boolean;
  readonly ring: Pick<Ring, 'epoch' | 'count'>;
};

/** Server-sent events to all who watch. A client that does not keep up is dropped: it comes back for a snapshot. */
export function eventStream(options: {
  readonly context: Pick<Context<unknown>, 'log'>;
  readonly snapshot: () => object;
  readonly onFirstClient: () => void;
}): EventStream {
  const { context, snapshot, onFirstClient } = options;
  const ring = createRing({ epoch: randomBytes(6).toString('hex'), ...RING });
  const clients = new Set<Client>();
  let lastSeen = Number.NEGATIVE_INFINITY;
  let stopped = false;
  const watched = () => clients.size > 0 || performance.now() - lastSeen < REMEMBER_MS;
  const heartbeat = ticker({
    name: 'heartbeat',
    seconds: HEARTBEAT_SECONDS,
    log: context.log,
    job: async () => send(': heartbeat\n\n'),
  });

  function send(text: string): void {
    for (const client of clients) {
      if (client.response.writableLength > client.allowedBytes) {
        context.log.info('slow stream client dropped', {
          pending_bytes: client.response.writableLength,
        });
        clients.delete(client);
        client.response.destroy();
      } else client.response.write(text);
    }
  }

  return {
    name: 'event-stream',
    ring,
    watched,
    clients: () => clients.size,
    publish(event, data) {
      if (watched()) send(ring.add(event, JSON.stringify(data())));
      else ring.skip();
    },
    connect(request, response) {
      if (stopped) throw new Problem(503, 'stopping', 'The gateway is stopping: connect again.');
      if (clients.size >= MAX_CLIENTS)
        throw new Problem(
          503,
          'too-many-clients',
          `${MAX_CLIENTS} boards are connected already: close one.`,
          undefined,
          { 'retry-after': '30' },
        );
      const replay = ring.since(request.get('last-event-id'));
      const texts =
        replay.kind === 'replay'
          ? replay.texts
          : [
              sseBlock({
                id: ring.head(),
                event: 'snapshot',
                data: JSON.stringify(snapshot()),
              }),
            ];
      const first = `retry: 3000\n\n${texts.join('')}`;
      const client = { response, allowedBytes: first.length + MAX_PENDING_BYTES };
      request.socket.setNoDelay(true);
      response.on('close', () => {
        clients.delete(client);
        lastSeen = performance.now();
      });
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write(first);
      clients.add(client);
      if (clients.size === 1) onFirstClient();
    },
    async start() {
      await heartbeat.start();
    },
    async stop() {
      stopped = true;
      await heartbeat.stop();
      for (const { response } of clients) response.end();
    },
  };
}
