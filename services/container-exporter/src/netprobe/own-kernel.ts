import { join } from 'node:path';
import { isInContainer } from '../links/container-of-process.ts';
import type { Reading, Readings } from '../links/reading.ts';
import { readSockets } from '../links/sockets.ts';
import type { Target } from '../links/to-read.ts';
import { readBounded } from './read-bounded.ts';

/** About 1000 connections of a table; those that listen are the first in it. */
const TABLE_BYTES = 150_000;

const SMALL_FILE_BYTES = 16_384;

/**
 * Reads the connections of those containers whose processes this process sees in its own `/proc`:
 * where it runs on the same Linux, in the engine's PID namespace. One after another, since the
 * kernel looks through all connections of the machine for each table.
 */
export async function readOwnKernel(
  procRoot: string,
  targets: readonly Target[],
): Promise<Readings> {
  const readings = new Map<string, Reading>();
  for (const { pid, id } of targets) {
    const folder = join(procRoot, String(pid));
    const cgroup = await readBounded(join(folder, 'cgroup'), SMALL_FILE_BYTES);
    if (cgroup === undefined || !isInContainer(cgroup, id)) continue;
    const tables = [
      await readBounded(join(folder, 'net/tcp'), TABLE_BYTES),
      await readVersion6(folder),
    ].filter((table) => table !== undefined);
    if (tables.length === 0) continue;
    readings.set(id, {
      kind: 'read',
      at: new Date(),
      sockets: tables.flatMap(readSockets),
      isCut: tables.some(({ length }) => length >= TABLE_BYTES),
    });
  }
  return readings;
}

/** Most containers have no socket of IPv6, which is quick to learn. */
async function readVersion6(folder: string): Promise<string | undefined> {
  const counts = await readBounded(join(folder, 'net/sockstat6'), SMALL_FILE_BYTES);
  if (counts?.startsWith('TCP6: inuse 0\n')) return undefined;
  return readBounded(join(folder, 'net/tcp6'), TABLE_BYTES);
}
