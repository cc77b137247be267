import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import type { Child } from './child.ts';
import { startChild } from './child.ts';
import { eventually } from './eventually.ts';
import { isOnPath } from './require-component.ts';

export type RedisServer = {
  /** For `connectStore`: redis://, or redis-cluster:// for a cluster. */
  readonly url: string;
  readonly port: number;
  /** Of the process that runs now; another one after a restart. */
  readonly pid: number;
  /** SIGKILL unless another is named; resolves when the process is gone, after SIGSTOP and SIGCONT at once. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** The same port and folder: a real server comes back with what it had written. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

const require = createRequire(import.meta.url);

/** What the real and the embedded server print when they take connections. */
const isReady = /ready to accept connections|server listening at/i;

/**
 * A server on 127.0.0.1 without a password. A real one writes every command to its append-only file;
 * the embedded one (asked for, or in place of a real one that is not installed) keeps nothing.
 */
export async function startRedis(
  options: {
    readonly cluster?: boolean;
    readonly embedded?: boolean;
    readonly args?: readonly string[];
    readonly port?: number;
    readonly dir?: string;
  } = {},
): Promise<RedisServer> {
  const cluster = options.cluster === true;
  const embedded = options.embedded ?? (!cluster && !isOnPath('redis-server'));
  const port = options.port ?? (await freePort());
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'm4max-redis-')));
  const clusterArgs = cluster ? await clusterSettings() : [];

  async function start(): Promise<Child> {
    const child = embedded
      ? startChild(process.execPath, [embeddedEntry(), '--port', String(port)])
      : startChild('redis-server', [
          ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', ''],
          ...['--appendonly', 'yes', '--enable-debug-command', 'yes'],
          ...clusterArgs,
          ...(options.args ?? []),
        ]);
    await serves(child, port, cluster);
    return child;
  }

  let child = await start();
  return {
    url: `${cluster ? 'redis-cluster' : 'redis'}://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid;
    },
    kill: (signal = 'SIGKILL') => child.kill(signal),
    async restart() {
      await child.kill('SIGKILL');
      child = await start();
    },
    async stop() {
      await child.kill('SIGKILL');
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Waits until this very process serves (its port may be another's), and a cluster all its slots. */
async function serves(child: Child, port: number, cluster: boolean): Promise<void> {
  await eventually('the server starts', () => child.ended() ?? isReady.test(child.output()));
  const end = child.ended();
  if (end !== undefined) throw new Error(`the server did not start: ${end}: ${child.output()}`);
  if (!cluster) return;
  const client = new Redis({ port, host: '127.0.0.1' });
  client.on('error', () => undefined);
  try {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383').catch(ignoreBusy);
    await eventually('the cluster is up', async () =>
      String(await client.cluster('INFO')).includes('cluster_state:ok'),
    );
  } finally {
    client.disconnect();
  }
}

/** After a restart the slots are in the server's own file. */
function ignoreBusy(error: unknown): void {
  if (!(error instanceof Error) || !error.message.includes('already busy')) throw error;
}

/** The bus gets a port of its own: by default it is 10,000 higher, which may not exist. */
async function clusterSettings(): Promise<readonly string[]> {
  const bus = String(await freePort());
  return ['--cluster-enabled', 'yes', '--cluster-port', bus, '--cluster-announce-ip', '127.0.0.1'];
}

/** Its own process, because its `close` waits for every client to leave. */
function embeddedEntry(): string {
  return join(dirname(require.resolve('js-redis-server')), 'cli.js');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return port;
}
