import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startChild } from './child.ts';
import { eventually } from './eventually.ts';

export type DockerEngine = {
  readonly socketPath: string;
  /** Runs the docker command with these arguments and gives its output; a failure carries its error text. */
  run(...args: string[]): Promise<string>;
  /** Ends the engine, its containerd, shims and containers, and removes what they wrote. */
  stop(): Promise<void>;
};

const execute = promisify(execFile);

/** Above the ten seconds that the engine itself gives its containers. */
const STOP_SECONDS = 30;

/**
 * Runs in namespaces of its own: nothing of it shows outside but the socket. The tmpfs hides the
 * machine's /run, and `tini` as the first process of the PID namespace takes all others with it.
 */
const START = `
set -e
mount -t tmpfs tmpfs /run
ip link set lo up
exec tini -- dockerd --data-root "$1/data" --exec-root "$1/exec" --pidfile "$1/pid" \
  --host "unix://$1/docker.sock" --storage-driver overlay2 --userland-proxy=false
`;

/** A real Docker Engine (20.10, API 1.41, the machine's cgroups) with one image, `busybox`. Needs root. */
export async function startDockerEngine(): Promise<DockerEngine> {
  const missing = missingDockerEngine();
  if (missing !== undefined) throw new Error(missing);
  const unpacked = unpackedFolder();
  const folder = await mkdtemp(join(tmpdir(), 'm4max-docker-'));
  const socketPath = join(folder, 'docker.sock');
  const environment = engineEnvironment(unpacked, folder);
  const child = startChild('env', [
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ...['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'],
    ...['--propagation', 'private', 'sh', '-c', START, 'sh', folder],
  ]);
  const run = async (...args: string[]) => {
    const options = { env: environment, timeout: 60_000, maxBuffer: 16 * 1024 * 1024 };
    const { stdout } = await execute(
      'docker',
      ['--host', `unix://${socketPath}`, ...args],
      options,
    );
    return stdout.trim();
  };
  const removeContainers = async () => {
    const ids = await run('ps', '--all', '--quiet');
    if (ids !== '') await run('rm', '--force', ...ids.split('\n'));
  };
  const stop = async () => {
    await removeContainers().catch(() => undefined); // Else the engine waits for each to end by itself.
    for (const pid of childrenOf(child.pid)) terminate(pid); // tini hands it on to dockerd.
    await eventually('the Docker Engine ends', () => child.ended(), {
      seconds: STOP_SECONDS,
    }).catch(() => undefined);
    await child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await eventually(
      'the Docker Engine answers',
      () => {
        if (child.ended() !== undefined) throw new Error(child.output());
        return run('version');
      },
      { seconds: 60 },
    );
    await run('import', join(unpacked, 'busybox-image.tar'), 'busybox:latest');
  } catch (error) {
    await stop();
    throw new Error(`the Docker Engine did not start: ${child.output()}`, { cause: error });
  }
  return { socketPath, run, stop };
}

/** Why no engine can be started here, or undefined when one can. */
export function missingDockerEngine(): string | undefined {
  if (process.getuid?.() !== 0) return 'a Docker Engine for tests needs root';
  if (!existsSync(join(unpackedFolder(), 'complete')))
    return 'no Docker Engine is unpacked: run .ci/docker-engine.sh';
  return undefined;
}

function unpackedFolder(): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.M4MAX_DOCKER_ENGINE_DIR ?? join(cache, 'm4max', 'docker-engine');
}

/** The unpacked programs first; everything they need beside the kernel comes with them. */
function engineEnvironment(unpacked: string, folder: string): Readonly<Record<string, string>> {
  const architecture = readdirSync(join(unpacked, 'usr/lib')).find((it) =>
    it.endsWith('-linux-gnu'),
  );
  const libraries = ['usr/lib', 'lib'].map((it) => join(unpacked, it, architecture ?? ''));
  const programs = ['usr/sbin', 'sbin', 'usr/bin', 'bin'].map((it) => join(unpacked, it));
  return {
    PATH: [...programs, process.env.PATH].join(':'),
    LD_LIBRARY_PATH: libraries.join(':'),
    XTABLES_LIBDIR: join(unpacked, 'usr/lib', architecture ?? '', 'xtables'),
    HOME: folder,
    DOCKER_CONFIG: folder,
  };
}

function childrenOf(pid: number): readonly number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return list === '' ? [] : list.split(' ').map(Number);
  } catch {
    return []; // It is gone.
  }
}

function terminate(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It ended in between.
  }
}
