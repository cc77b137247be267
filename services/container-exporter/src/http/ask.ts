import { lookup } from 'node:dns/promises';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import http, { Agent } from 'node:http';
import https, { Agent as TlsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { sharedLookup, withDeadline } from '@m4max/service-kit';
import axios from 'axios';
import type { Reply } from '../probes/reply.ts';
import { failureInWords } from './failure-in-words.ts';

/** Name, connection, headers and body together. */
const TIMEOUT_SECONDS = 2;
/** A health reply has some hundred bytes. This many are read, after decompression. */
const MAX_BODY_BYTES = 64 * 1024;

export type Agents = {
  readonly plain: Agent;
  readonly checking: TlsAgent;
  readonly trusting: TlsAgent;
  readonly addressesOf: (host: string) => ReturnType<typeof allAddresses>;
};

const allAddresses = (host: string) => lookup(host, { all: true });

/** A kept connection that the other side closes just then would look like one that is gone. */
export function createAgents(certificateAuthorities?: string): Agents {
  // A resumed session would hide that the certificate has expired since.
  const fresh = { keepAlive: false, maxCachedSessions: 0 };
  const ca = certificateAuthorities === undefined ? {} : { ca: certificateAuthorities };
  return {
    plain: new Agent({ keepAlive: false }),
    checking: new TlsAgent({ ...fresh, ...ca }),
    trusting: new TlsAgent({ ...fresh, rejectUnauthorized: false }),
    addressesOf: sharedLookup(allAddresses),
  };
}

/** Asks an endpoint once, in two seconds at most. It answers for itself only: no redirects, no proxy. */
export async function ask(
  { url, checksCertificate }: { readonly url: string; readonly checksCertificate: boolean },
  agents: Agents,
  signal: AbortSignal,
): Promise<Reply> {
  const limited = withDeadline(TIMEOUT_SECONDS, signal);
  let unresolved: string | undefined;
  let isConnected = false;
  try {
    const { status, headers, data } = await axios.get<Readable>(url, {
      signal: limited,
      maxRedirects: 0,
      responseType: 'stream',
      validateStatus: () => true,
      proxy: false,
      async lookup(host: string) {
        unresolved = host;
        const addresses = await agents.addressesOf(host);
        unresolved = undefined;
        return [
          addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })),
        ];
      },
      transport: transport(url, () => {
        isConnected = true;
      }),
      httpAgent: agents.plain,
      httpsAgent: checksCertificate ? agents.checking : agents.trusting,
      headers: {
        accept: 'application/json, */*;q=0.5',
        'accept-encoding': 'identity',
        'user-agent': 'm4max-container-exporter',
      },
    });
    const contentType = text(headers['content-type']).split(';', 1)[0]?.trim().toLowerCase();
    return {
      kind: 'answer',
      status,
      contentType: contentType ?? '',
      location: text(headers.location) || undefined,
      ...(await readBody(data, limited)),
    };
  } catch (error) {
    // A name server that is silent says no more of the engine than one that knows no such name.
    if (unresolved !== undefined) return { kind: 'unknown host', host: unresolved };
    if (limited.aborted && !isConnected) return { kind: 'no connection' };
    return { kind: 'none', reason: failureInWords(error) };
  }
}

/** Node's own, which also tells when the connection stands. */
function transport(url: string, onConnected: () => void) {
  const { request } = url.startsWith('https:') ? https : http;
  return {
    request(
      options: RequestOptions,
      onResponse: (response: IncomingMessage) => void,
    ): ClientRequest {
      return request(options, onResponse).once('socket', (socket) =>
        socket.once('connect', onConnected),
      );
    },
  };
}

function text(header: unknown): string {
  return typeof header === 'string' ? header : '';
}

/** Never more than the limit, however small its compressed form was. */
async function readBody(
  data: Readable,
  signal: AbortSignal,
): Promise<Pick<Extract<Reply, { kind: 'answer' }>, 'body' | 'end'>> {
  const stop = () => data.destroy(new Error('took too long'));
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const chunks: Buffer[] = [];
  let bytes = 0;
  const body = () => decode(Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES));
  try {
    for await (const chunk of data as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes > MAX_BODY_BYTES) return { body: body(), end: 'cut at the limit' };
    }
    return { body: body(), end: 'whole' };
  } catch {
    return { body: body(), end: signal.aborted ? 'too slow' : 'broken off' };
  } finally {
    signal.removeEventListener('abort', stop);
    data.destroy();
  }
}

/** Undefined when it is not UTF-8; a character that the limit cuts in two is not held against it. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, {
      stream: bytes.byteLength === MAX_BODY_BYTES,
    });
  } catch {
    return undefined;
  }
}
