import type { ClientRequest, RequestOptions } from 'node:http';
import { Agent as PlainAgent, request as requestPlain } from 'node:http';
import { request as requestTls, Agent as TlsAgent } from 'node:https';
import type { UsableAddress } from './address.ts';
import { readTlsFiles } from './tls-files.ts';

/** Begins one request over a connection that is kept for the next. */
export type Connection = (
  options: Pick<RequestOptions, 'path' | 'method' | 'headers'>,
) => ClientRequest;

/**
 * Room for the 128 stats that an old engine is asked for at once, the stream of events, and what
 * is inspected meanwhile. What is idle for half a minute is closed: the engine pays for it too.
 */
const pool = {
  keepAlive: true,
  maxSockets: 144,
  maxFreeSockets: 128,
  timeout: 30_000,
  scheduling: 'lifo' as const,
};

/** A pool of connections to one engine. Certificates are read now: make a new one to renew them. */
export async function connectTo(address: UsableAddress): Promise<Connection> {
  switch (address.kind) {
    case 'socket': {
      const target = { socketPath: address.path, agent: new PlainAgent(pool) };
      return (options) => requestPlain({ ...options, ...target });
    }
    case 'tcp': {
      const { host, port } = address;
      const target = { host, port, agent: new PlainAgent(pool) };
      return (options) => requestPlain({ ...options, ...target });
    }
    case 'tls': {
      const { host, port, files } = address;
      const material = await readTlsFiles(files);
      const target = { host, port, agent: new TlsAgent({ ...pool, ...material }) };
      return (options) => requestTls({ ...options, ...target });
    }
  }
}
