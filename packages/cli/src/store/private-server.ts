import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogFile } from '../launcher/log-file.ts';
import type { RunningStore } from './running-store.ts';

/**
 * The shell waits for its input to close, which it does when the launcher ends in whatever way,
 * and then stops the server: a private store never outlives its launcher.
 */
const KEEPER = `exec 3<&0
"$0" "$1" &
server=$!
(cat <&3 >/dev/null; kill "$server" 2>/dev/null) &
wait "$server"`;

/** Starts redis-server or valkey-server: loopback only, with a password, every write kept. */
export function startPrivateServer(options: {
  readonly server: string;
  readonly port: number;
  readonly password: string;
  readonly folder: string;
  readonly log: LogFile;
}): RunningStore {
  const { server, port, password, folder, log } = options;
  const configuration = join(folder, 'store.conf');
  writeFileSync(configuration, settings({ port, password, folder }), { mode: 0o600 });
  const keeper = spawn('/bin/sh', ['-c', KEEPER, server, configuration], {
    detached: true, // A Ctrl-C in the terminal must not reach the store before the services have drained.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(keeper, 'exit');
  keeper.stdout.on('data', (chunk: Buffer) => log.write(chunk));
  keeper.stderr.on('data', (chunk: Buffer) => log.write(chunk));
  keeper.stdin.on('error', () => undefined); // The server ended first.
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    ended: exited.then(() => undefined),
    async stop() {
      keeper.stdin.end();
      await exited;
    },
  };
}

function settings(store: { port: number; password: string; folder: string }): string {
  return [
    `port ${store.port}`,
    'bind 127.0.0.1',
    `requirepass ${store.password}`,
    `dir ${JSON.stringify(store.folder)}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
    '',
  ].join('\n');
}
