import { once } from 'node:events';
import { createServer } from 'node:http';
import { enginePages } from './trading-engine-pages.ts';

/** Serves the page of each engine under its name, until it is told to stop. */
export async function serveEngines(port: number, signal: AbortSignal): Promise<void> {
  const pages = enginePages(Date.now());
  const server = createServer((request, response) => {
    const page = pages.page((request.url ?? '').slice(1), Date.now());
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(page ?? { detail: 'no such engine' }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  signal.addEventListener(
    'abort',
    () => {
      server.close();
      server.closeAllConnections();
    },
    { once: true },
  );
}
