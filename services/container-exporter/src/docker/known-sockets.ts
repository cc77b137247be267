import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Where runtimes keep their sockets, as far as the user may have moved it. */
export type RuntimeFolders = {
  readonly home: string;
  /** COLIMA_HOME. */
  readonly colima: string | undefined;
  /** LIMA_HOME. */
  readonly lima: string | undefined;
  /** XDG_CONFIG_HOME. */
  readonly configuration: string | undefined;
  /** XDG_RUNTIME_DIR, or what it usually is. */
  readonly runtime: string;
  /** TMPDIR: on a Mac one of the user's own. */
  readonly temporary: string;
};

/** The sockets that are there, each once: runtimes link to each other's. */
export async function knownSockets(folders: RuntimeFolders): Promise<readonly string[]> {
  const { home, runtime, temporary } = folders;
  const colima = [
    folders.colima,
    join(home, '.colima'),
    join(folders.configuration ?? join(home, '.config'), 'colima'),
  ].filter((it) => it !== undefined);
  const machines = join(home, '.local/share/containers/podman/machine');
  const paths = [
    join(home, '.docker/run/docker.sock'), // Docker Desktop
    join(home, '.docker/desktop/docker.sock'), // Docker Desktop for Linux
    join(home, '.orbstack/run/docker.sock'),
    ...(await within(colima, 'docker.sock')), // One a profile.
    join(home, '.rd/docker.sock'), // Rancher Desktop
    ...(await within([folders.lima ?? join(home, '.lima')], 'sock/docker.sock')),
    ...(await endingIn('-api.sock', join(temporary, 'podman'))), // Podman 5, one a machine
    ...(await within([machines], 'podman.sock')), // Podman 4: by machine, later by its kind
    join(machines, 'podman.sock'),
    join(runtime, 'docker.sock'), // Docker without root
    join(runtime, 'podman/podman.sock'), // Podman without root
    '/run/podman/podman.sock',
    '/var/run/docker.sock',
  ];
  const found = await Promise.all(paths.map((path) => realpath(path).catch(() => undefined)));
  return [...new Set(found.filter((path) => path !== undefined))];
}

/** A file of each folder in these folders, whether it is there or not. */
async function within(folders: readonly string[], file: string): Promise<readonly string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => (await namesIn(folder)).map((name) => join(folder, name, file))),
  );
  return found.flat();
}

async function endingIn(end: string, folder: string): Promise<readonly string[]> {
  return (await namesIn(folder)).filter((it) => it.endsWith(end)).map((it) => join(folder, it));
}

/** More virtual machines than this nobody has; a folder of anything else is not searched. */
const MAX_NAMES = 64;

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.toSorted((one, other) => one.localeCompare(other)).slice(0, MAX_NAMES);
}
