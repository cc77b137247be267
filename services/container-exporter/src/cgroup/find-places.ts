import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './place.ts';
import { readName } from './place.ts';

/** A machine with systemd has some hundred folders, one with Kubernetes some thousand. */
const MAX_FOLDERS = 5000;
/** Containers of a user, in an engine within a container, lie nine deep. */
const MAX_DEPTH = 12;

/**
 * Looks through the tree, from the top down, for the folders of these containers. Links are not
 * followed: `readdir` calls them links, not folders.
 */
export async function findPlaces(
  root: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Place>> {
  const found = new Map<string, Place>();
  const queue = [{ path: '', depth: 0 }];
  for (const { path, depth } of queue) {
    if (found.size === wanted.size || signal.aborted) break;
    for (const entry of await foldersIn(join(root, path))) {
      const seen = readName(path, entry);
      if (seen !== undefined && wanted.has(seen.id) && !found.has(seen.id))
        found.set(seen.id, seen.place);
      if (depth < MAX_DEPTH && queue.length < MAX_FOLDERS)
        queue.push({ path: join(path, entry), depth: depth + 1 });
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
