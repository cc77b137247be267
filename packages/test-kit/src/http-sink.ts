import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SunkRequest = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Reply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type HttpSink = {
  readonly url: string;
  /** Oldest first; lives as long as one test. */
  readonly requests: readonly SunkRequest[];
  /** Until this is called every request gets an empty 200. */
  respondWith(reply: (request: SunkRequest) => Reply | Promise<Reply>): void;
  close(): Promise<void>;
};

/** A receiver on the loopback that keeps what it gets. */
export async function httpSink(options: { readonly port?: number } = {}): Promise<HttpSink> {
  const requests: SunkRequest[] = [];
  let respond: (request: SunkRequest) => Reply | Promise<Reply> = () => ({});
  const server = createServer((incoming, outgoing) => {
    void readRequest(incoming)
      .then(async (request) => {
        requests.push(request);
        const { status = 200, headers = {}, body = '' } = await respond(request);
        outgoing.writeHead(status, headers).end(body);
      })
      .catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    respondWith(reply) {
      respond = reply;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SunkRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
