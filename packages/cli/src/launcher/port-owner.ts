import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether somebody listens on a port of this machine already. */
export async function isTaken(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return true;
  }
  server.close();
  await once(server, 'close');
  return false;
}

/** Who listens on a port, such as "node (pid 4711)"; undefined where the system does not tell. */
export async function portOwner(port: number): Promise<string | undefined> {
  return (await fromLsof(port)) ?? (await fromSs(port));
}

async function fromLsof(port: number): Promise<string | undefined> {
  const page = await output('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
  const pid = /^p(\d+)$/m.exec(page)?.[1];
  const command = /^c(.+)$/m.exec(page)?.[1];
  return pid === undefined ? undefined : `${command ?? 'a process'} (pid ${pid})`;
}

async function fromSs(port: number): Promise<string | undefined> {
  const page = await output('ss', ['-Hltnp', `sport = :${port}`]);
  const match = /users:\(\("([^"]+)",pid=(\d+)/.exec(page);
  return match === null ? undefined : `${match[1]} (pid ${match[2]})`;
}

async function output(command: string, args: readonly string[]): Promise<string> {
  try {
    return (await run(command, args, { timeout: 2000 })).stdout;
  } catch {
    return ''; // Not installed, or nothing found.
  }
}
