import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulated } from './docker-simulated.ts';
import { saidHealth } from './docker-simulation.ts';

/** Serves the health endpoint of a simulated container on a free port of the loopback. */
export async function serveHealth(
  current: () => Simulated,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((request, response) => {
    const container = current();
    if (container.run.kind !== 'running') {
      request.socket.destroy(); // As when the process behind a published port is gone.
      return;
    }
    const uptime = (Date.now() - container.startedAt.getTime()) / 1000;
    const status = saidHealth(container, new Date());
    response.statusCode = status === 'unhealthy' ? 503 : 200;
    const body = JSON.stringify({
      status,
      engine: container.plan.name,
      port: container.plan.port,
      uptime_seconds: uptime,
      dual_messagebus_connected: true,
    });
    // An engine under load takes a moment.
    const delayMilliseconds = 2 + container.plan.cores * 12 * Math.random();
    setTimeout(
      () => response.setHeader('content-type', 'application/json').end(body),
      delayMilliseconds,
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, port };
}
