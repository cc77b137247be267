import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { makePrivate, storePassword } from '../launcher/data-folder.ts';
import type { LogFile } from '../launcher/log-file.ts';
import type { StoreChoice } from './find-store.ts';
import { startPrivateServer } from './private-server.ts';
import type { RunningStore } from './running-store.ts';

/** Starts the chosen store, or takes the given one. */
export function openStore(
  choice: StoreChoice,
  options: { readonly port: number; readonly folder: string; readonly log: LogFile },
): RunningStore {
  const { port, log } = options;
  if (choice.kind === 'given')
    return { url: choice.url, ended: new Promise(() => undefined), stop: async () => undefined };
  const folder = makePrivate(options.folder);
  const password = storePassword(folder);
  if (choice.kind === 'private')
    return startPrivateServer({ server: choice.server, port, password, folder, log });
  return startEmbedded({ port, password, log });
}

function startEmbedded(options: {
  readonly port: number;
  readonly password: string;
  readonly log: LogFile;
}): RunningStore {
  const { port, password, log } = options;
  const child = fork(fileURLToPath(new URL('./embedded-server.js', import.meta.url)), {
    detached: true,
    env: { ...process.env, STORE_PORT: String(port), STORE_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  child.stdout?.on('data', (chunk: Buffer) => log.write(chunk));
  child.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    ended: exited.then(() => undefined),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
