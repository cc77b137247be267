import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Why a folder is no cgroup v2 tree, in a sentence; undefined when it is one. */
export async function rootFault(root: string): Promise<string | undefined> {
  try {
    await readFile(join(root, 'cgroup.controllers'));
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return 'is not readable: let this user read it';
  }
  if (!(await isThere(root)))
    return "is not there: mount the /sys/fs/cgroup of the engine's machine at it, read-only";
  if (await isThere(join(root, 'unified/cgroup.controllers')))
    return `is of cgroup v1, which tells nothing of pressure: name its folder of v2, ${join(root, 'unified')}`;
  if (await isThere(join(root, 'memory')))
    return 'is of cgroup v1, which tells nothing of pressure: unset it, or move the machine to cgroup v2';
  return "is no cgroup tree: mount the /sys/fs/cgroup of the engine's machine at it, read-only";
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
