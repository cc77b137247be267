import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { serveHealth } from './docker-health.ts';
import { platform } from './docker-platform.ts';
import * as replies from './docker-replies.ts';
import type { Simulated } from './docker-simulation.ts';
import { advance, begin } from './docker-simulation.ts';

const TICK_MILLISECONDS = 250;
/** As many as a real engine keeps. */
const KEPT_EVENTS = 256;

/** Answers like a Docker Engine that runs the trading platform: the paths that reading needs, and no others. */
export async function serveDockerEngine(
  socketPath: string,
): Promise<{ readonly close: () => void }> {
  let containers: readonly Simulated[] = platform.map((plan, index) =>
    begin(plan, index, new Date()),
  );
  const events: { readonly at: number; readonly line: string }[] = [];
  const listeners = new Set<ServerResponse>();
  const current = (id: string) => containers.find((it) => it.id === id || it.plan.name === id);

  const ports = new Map<string, number>();
  const servers: Server[] = [];
  for (const start of containers) {
    if (start.plan.health === undefined) continue;
    const { server, port } = await serveHealth(() => current(start.id) ?? start);
    ports.set(start.id, port);
    servers.push(server);
  }

  function tick(): void {
    const now = new Date();
    containers = containers.map((before) => {
      const { after, told } = advance(before, now, TICK_MILLISECONDS / 1000);
      for (const it of told) tell(it.at.getTime(), replies.event(after, it));
      return after;
    });
  }

  function tell(at: number, line: string): void {
    events.push({ at, line });
    events.splice(0, Math.max(0, events.length - KEPT_EVENTS));
    for (const listener of listeners) listener.write(`${line}\n`);
  }

  /** The reply to a path without its version, or undefined where there is none. */
  function reply(path: string): unknown {
    const now = new Date();
    if (path === '/version') return replies.version;
    if (path === '/info') return replies.info(containers.length);
    if (path === '/networks') return replies.networks(containers);
    if (path === '/containers/json') return containers.map((it) => replies.listed(it, now));
    const [, id = '', part] = /^\/containers\/([\w.-]+)\/(json|stats)$/.exec(path) ?? [];
    const container = current(id);
    if (container === undefined) return undefined;
    return part === 'json'
      ? replies.inspected(container, ports.get(container.id))
      : replies.stats(container, now);
  }

  const api = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://docker');
    const path = url.pathname.replace(/^\/v1\.\d+/, '');
    response.setHeader('server', `Docker/${replies.version.Version} (linux)`);
    response.setHeader('api-version', replies.version.ApiVersion);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      send(response, 405, { message: 'this engine is only a look-alike: nothing can be changed' });
    } else if (path === '/_ping') response.end('OK');
    else if (path === '/events')
      stream(response, Number(url.searchParams.get('since') ?? Number.NaN));
    else {
      const body = reply(path);
      if (body === undefined) send(response, 404, { message: 'no such container or page' });
      else send(response, 200, body);
    }
  });

  /** Past events from `since` (seconds) on, then each as it comes. */
  function stream(response: ServerResponse, since: number): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const { at, line } of events) if (at / 1000 >= since) response.write(`${line}\n`);
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  }

  rmSync(socketPath, { force: true }); // Left behind by one that was killed.
  api.listen(socketPath);
  await once(api, 'listening');
  const ticking = setInterval(tick, TICK_MILLISECONDS);
  return {
    close() {
      clearInterval(ticking);
      for (const server of [api, ...servers]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
