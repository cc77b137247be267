import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A compiled service, running as a process of its own on a free port. */
export type RunningService = {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** Everything it has logged so far. */
  readonly log: readonly string[];
  /** How it ended; undefined while it runs. */
  ended(): string | undefined;
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
};

/** How long a service may take to listen on a busy machine. */
const LISTEN_SECONDS = 30;

/** Starts a compiled service and waits until it listens; throws its last words if it does not. */
export async function startService(
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), `m4max-${name}-`));
  const child = spawn(process.execPath, [join(root, `services/${name}/dist/main.js`)], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      PORT: '0',
      HOST_LABEL: 'test-mac',
      DATA_DIR: folder,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords += chunk.toString();
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const exited = once(child, 'exit').then(() => {
    process.off('exit', end);
    rmSync(folder, { recursive: true, force: true });
  });
  const port = await listening(child, log).catch(async (error: Error) => {
    child.kill('SIGKILL');
    throw new Error(`${name} does not listen: ${error.message}\n${lastWords}\n${log.join('\n')}`);
  });
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    log,
    ended: () =>
      child.signalCode ?? (child.exitCode === null ? undefined : `code ${child.exitCode}`),
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function listening(child: ChildProcess, log: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error('too slow')), LISTEN_SECONDS * 1000);
    child.once('exit', (code, signal) => reject(new Error(`ended (${signal ?? `code ${code}`})`)));
    if (child.stdout === null) return reject(new Error('no standard output'));
    createInterface(child.stdout).on('line', (line) => {
      log.push(line);
      const port = portIn(line);
      if (port === undefined) return;
      clearTimeout(deadline);
      resolve(port);
    });
  });
}

/** The port of the line that the listener logs. */
function portIn(line: string): number | undefined {
  if (!line.includes('"listening"')) return undefined;
  const { message, port } = JSON.parse(line) as { message?: unknown; port?: unknown };
  return message === 'listening' && typeof port === 'number' ? port : undefined;
}
