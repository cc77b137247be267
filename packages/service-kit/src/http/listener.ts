import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Context, Part } from '../part.ts';
import type { ServiceConfig } from '../service-environment.ts';

/** Requests in hand get this long before their connections are closed. */
const DRAIN_SECONDS = 10;

/** The part that serves an app. Start throws one sentence when the port is taken. */
export function listener(options: {
  readonly context: Context<ServiceConfig>;
  readonly app: Express;
}): Part & { address(): AddressInfo | undefined } {
  const { context, app } = options;
  const { PORT, BIND_ADDRESS } = context.config;
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, app);
  return {
    name: 'http',
    address: () => addressOf(server),
    async start() {
      server.listen(PORT, BIND_ADDRESS);
      try {
        await once(server, 'listening');
      } catch (error) {
        throw new Error(cannotListen(error, context.config), { cause: error });
      }
      context.log.info('listening', { address: BIND_ADDRESS, port: addressOf(server)?.port });
    },
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_SECONDS * 1000);
      await closed;
      clearTimeout(deadline);
    },
  };
}

function addressOf(server: Server): AddressInfo | undefined {
  const address = server.address();
  return address === null || typeof address === 'string' ? undefined : address;
}

function cannotListen(error: unknown, { PORT, BIND_ADDRESS }: ServiceConfig): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `port ${PORT} on ${BIND_ADDRESS} is taken: stop what uses it, or set PORT to a free one`;
  if (code === 'EADDRNOTAVAIL')
    return `this machine has no address ${BIND_ADDRESS}: set BIND_ADDRESS to one of its own`;
  if (code === 'EACCES') return `port ${PORT} needs more rights: set PORT above 1023`;
  return `cannot listen on ${BIND_ADDRESS}:${PORT}`;
}
