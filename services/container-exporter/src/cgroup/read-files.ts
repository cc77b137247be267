import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { CgroupFiles } from '../readings/cgroup.ts';
import { CGROUP_FILES } from '../readings/cgroup.ts';

/** io.stat has about a hundred bytes for each device that was used; the others have a few lines. */
const MAX_BYTES = 16 * 1024;

/** A link is refused, and a pipe that nobody writes to does not make us wait. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The texts of a container's folder, as far as they can be read; undefined when none can: it is gone. */
export async function readFiles(folder: string): Promise<CgroupFiles | undefined> {
  const files: Record<string, string> = {};
  const buffer = Buffer.allocUnsafe(MAX_BYTES);
  for (const name of CGROUP_FILES) {
    const text = await readText(join(folder, name), buffer);
    if (text !== undefined) files[name] = text;
  }
  return Object.keys(files).length === 0 ? undefined : files;
}

/** A file that cannot be read is one that the kernel does not offer here: pressure may be turned off. */
async function readText(path: string, buffer: Buffer): Promise<string | undefined> {
  try {
    const file = await open(path, FLAGS);
    try {
      // The kernel writes such a file in one piece.
      const { bytesRead } = await file.read(buffer, 0, MAX_BYTES);
      return bytesRead === MAX_BYTES ? undefined : buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
