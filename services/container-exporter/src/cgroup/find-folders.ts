import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A machine with systemd has some hundred folders, one with Kubernetes some thousand. */
const MAX_FOLDERS = 5000;
/** Containers of a user, in an engine within a container, lie nine deep. */
const MAX_DEPTH = 12;

/**
 * Looks through the tree, from the top down, for the folders of these containers; where engines
 * usually put them, the first few folders hold them all. Links are not followed: `readdir` calls
 * them links, not folders.
 */
export async function findFolders(
  root: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const queue = [{ path: root, depth: 0 }];
  for (const { path, depth } of queue) {
    if (found.size === wanted.size || signal.aborted) break;
    for (const name of await foldersIn(path)) {
      const folder = join(path, name);
      const id = containerOf(name);
      if (id !== undefined && wanted.has(id) && !found.has(id)) found.set(id, folder);
      if (depth < MAX_DEPTH && queue.length < MAX_FOLDERS)
        queue.push({ path: folder, depth: depth + 1 });
    }
  }
  return found;
}

async function foldersIn(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return []; // It is gone, or not for us.
  }
}

/**
 * Whose folder it is by its name: `<id>` of Docker's own driver, `docker-<id>.scope` with systemd,
 * `libpod-<id>.scope` of Podman; conmon only watches a container.
 */
function containerOf(name: string): string | undefined {
  const [, before, id] = /^([a-z]+-)?([0-9a-f]{64})(?:\.scope)?$/.exec(name) ?? [];
  return before === 'conmon-' ? undefined : id;
}
