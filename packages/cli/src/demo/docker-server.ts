import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { refuse, send, sendText } from './docker-answers.ts';
import { WRITE_SECONDS, writeCgroupTree } from './docker-cgroup-tree.ts';
import { inspected, listed } from './docker-container-replies.ts';
import { eventHub } from './docker-event-hub.ts';
import { eventOf } from './docker-events.ts';
import { serveHealth } from './docker-health.ts';
import { platform } from './docker-platform.ts';
import * as replies from './docker-replies.ts';
import type { Simulated } from './docker-simulated.ts';
import { begin } from './docker-simulated.ts';
import { advance } from './docker-simulation.ts';
import { statsText } from './docker-stats-reply.ts';

const TICK_MILLISECONDS = 250;

/**
 * Answers like a Docker Engine that runs the trading platform: the paths that reading needs, and no
 * others. Writes the cgroup tree of its machine where a folder for it is named.
 */
export async function serveDockerEngine(
  socketPath: string,
  cgroupRoot?: string,
): Promise<{ readonly close: () => void }> {
  let containers: readonly Simulated[] = platform.map((plan, index) =>
    begin(plan, index, new Date()),
  );
  const events = eventHub();
  const find = (key: string) =>
    containers.find(({ id, plan }) => id === key || plan.name === key) ??
    containers.find(({ id }) => key !== '' && id.startsWith(key));

  const ports = new Map<string, number>();
  const servers: Server[] = [];
  for (const start of containers) {
    if (start.plan.health === undefined) continue;
    const { server, port } = await serveHealth(() => find(start.id) ?? start);
    ports.set(start.id, port);
    servers.push(server);
  }

  let order = 0;
  function tick(): void {
    const now = new Date();
    containers = containers.map((before) => {
      const { after, told } = advance(before, now);
      for (const it of told) {
        order = (order + 1) % 1000;
        events.tell(eventOf(after, it, order));
      }
      return after;
    });
  }

  function answer(path: string, query: URLSearchParams, response: ServerResponse): void {
    if (path === '/_ping') return void response.end('OK');
    if (path === '/version') return send(response, replies.version);
    if (path === '/info') return send(response, replies.info(containers));
    if (path === '/containers/json') return list(query, response);
    if (path === '/events') return events.listen(query, response);
    const [, id, part] = /^\/containers\/([\w.-]+)\/(json|stats)$/.exec(path) ?? [];
    if (id !== undefined) return aboutContainer(id, part === 'stats', response);
    return refuse(response, 404, 'page not found');
  }

  function list(query: URLSearchParams, response: ServerResponse): void {
    const wanted = containers.filter(({ run }) => query.has('all') || run.kind !== 'exited');
    const now = new Date();
    return send(
      response,
      wanted.map((it) => listed(it, ports.get(it.id), now)),
    );
  }

  function aboutContainer(key: string, isStats: boolean, response: ServerResponse): void {
    const container = find(key);
    if (container === undefined) return refuse(response, 404, `No such container: ${key}`);
    if (isStats) return sendText(response, statsText(container));
    return send(response, inspected(container, ports.get(container.id)));
  }

  const api = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://docker');
    response.setHeader('server', `Docker/${replies.version.Version} (linux)`);
    response.setHeader('api-version', replies.version.ApiVersion);
    response.setHeader('ostype', replies.version.Os);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'this engine is only a look-alike: nothing can be changed');
    return answer(pathname.replace(/^\/v\d+\.\d+/, ''), searchParams, response);
  });
  const write = () => {
    if (cgroupRoot !== undefined) writeCgroupTree(cgroupRoot, containers, new Date());
  };
  write(); // Whoever can ask the engine finds the tree there.
  rmSync(socketPath, { force: true }); // Left behind by one that was killed.
  api.listen(socketPath);
  await once(api, 'listening');
  const ticking = setInterval(tick, TICK_MILLISECONDS);
  const writing = setInterval(write, WRITE_SECONDS * 1000);
  return {
    close() {
      clearInterval(ticking);
      clearInterval(writing);
      for (const server of [api, ...servers]) {
        server.close();
        server.closeAllConnections(); // Ends their streams, and with them the streams' timers.
      }
    },
  };
}
