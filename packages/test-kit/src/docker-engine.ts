import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Child } from './child.ts';
import { startChild } from './child.ts';
import { eventually } from './eventually.ts';

export type DockerEngine = {
  readonly socketPath: string;
  /** Runs the docker command with these arguments and gives its output; a failure carries its error text. */
  run(...args: string[]): Promise<string>;
  /** Starts a docker command that goes on until it is killed, such as `stats`. */
  follow(...args: string[]): Child;
  /** Kills the engine and its containerd as a crash does; shims and containers are left behind. */
  kill(): Promise<void>;
  /** Starts it again after a kill, on what it left behind, and waits until it answers. */
  startAgain(): Promise<void>;
  /** Ends the engine, its containerd, shims and containers, and removes what they wrote. */
  stop(): Promise<void>;
};

const execute = promisify(execFile);

/** Above the ten seconds that the engine itself gives its containers. */
const STOP_SECONDS = 30;

/**
 * Runs in namespaces of its own: nothing of it shows outside but the socket. The tmpfs hides the
 * machine's /run, and `tini` as the first process of the PID namespace takes all others with it.
 * A shell outlives the engine, and starts it again for each line that is written to the pipe.
 */
const START = `
set -e
folder=$1; shift
mount -t tmpfs tmpfs /run
ip link set lo up
mkfifo "$folder/again"
exec tini -- sh -c 'folder=$1; shift; while :; do
  rm -f "$folder/pid"
  dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/pid" \
    --host "unix://$folder/docker.sock" --storage-driver overlay2 --userland-proxy=false "$@"
  read -r _ < "$folder/again"
done' sh "$folder" "$@"
`;

/**
 * A real Docker Engine (20.10, API 1.41, the machine's cgroups) with one image, `busybox`. Needs root.
 * With live restore, containers live on while it is away; else it ends them when it comes back.
 */
export async function startDockerEngine({
  liveRestore = false,
}: {
  readonly liveRestore?: boolean;
} = {}): Promise<DockerEngine> {
  const missing = missingDockerEngine();
  if (missing !== undefined) throw new Error(missing);
  const unpacked = unpackedFolder();
  const folder = await mkdtemp(join(tmpdir(), 'm4max-docker-'));
  const socketPath = join(folder, 'docker.sock');
  const environment = engineEnvironment(unpacked, folder);
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const child = startChild('env', [
    ...variables,
    ...['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'],
    ...['--propagation', 'private', 'sh', '-c', START, 'sh', folder],
    ...(liveRestore ? ['--live-restore'] : []),
  ]);
  const processes = (command: string) =>
    descendantsOf(child.pid).filter((pid) => commandOf(pid) === command);
  const run = async (...args: string[]) => {
    const options = { env: environment, timeout: 60_000, maxBuffer: 16 * 1024 * 1024 };
    const { stdout } = await execute(
      'docker',
      ['--host', `unix://${socketPath}`, ...args],
      options,
    );
    return stdout.trim();
  };
  const follow = (...args: string[]) =>
    startChild('env', [...variables, 'docker', '--host', `unix://${socketPath}`, ...args]);
  const removeContainers = async () => {
    const ids = await run('ps', '--all', '--quiet');
    if (ids !== '') await run('rm', '--force', ...ids.split('\n'));
  };
  const signalEngine = async (signal: NodeJS.Signals, commands: readonly string[]) => {
    const ending = commands.flatMap(processes);
    for (const pid of ending) send(signal, pid);
    await eventually('the Docker Engine ends', () => ending.every((pid) => !isAlive(pid)), {
      seconds: STOP_SECONDS,
    });
  };
  const stop = async () => {
    await removeContainers().catch(() => undefined); // Else the engine waits for each to end by itself.
    await signalEngine('SIGTERM', ['dockerd']).catch(() => undefined);
    await child.kill('SIGKILL'); // Takes the namespaces with it.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const answers = () =>
    eventually(
      'the Docker Engine answers',
      () => {
        if (child.ended() !== undefined) throw new Error(child.output());
        return run('version');
      },
      { seconds: 60 },
    );
  try {
    await answers();
    await run('import', join(unpacked, 'busybox-image.tar'), 'busybox:latest');
  } catch (error) {
    await stop();
    throw new Error(`the Docker Engine did not start: ${child.output()}`, { cause: error });
  }
  return {
    socketPath,
    run,
    follow,
    kill: () => signalEngine('SIGKILL', ['dockerd', 'containerd']),
    async startAgain() {
      await writeFile(join(folder, 'again'), '\n');
      await answers();
    },
    stop,
  };
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

function descendantsOf(pid: number): readonly number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(pid: number): readonly number[] {
  const list = readProcess(pid, `task/${pid}/children`);
  return list === '' ? [] : list.split(' ').map(Number);
}

function commandOf(pid: number): string {
  return readProcess(pid, 'comm');
}

/** A process that ended and that nobody waited for is gone too. */
function isAlive(pid: number): boolean {
  const state = /\) (\w)/.exec(readProcess(pid, 'stat'))?.[1];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** Empty when the process is gone. */
function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').trim();
  } catch {
    return '';
  }
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}
