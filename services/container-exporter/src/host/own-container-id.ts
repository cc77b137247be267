import { readFileSync } from 'node:fs';

/**
 * The id of the container that this process runs in; undefined outside of one. Engines mount the
 * files of the host's name from a folder with that id, whatever cgroup version and host name are.
 */
export function ownContainerId(mountsFile = '/proc/self/mountinfo'): string | undefined {
  try {
    const mounts = readFileSync(mountsFile, 'utf8');
    return /containers\/([0-9a-f]{64})\/\S*hostname /.exec(mounts)?.[1];
  } catch {
    return undefined; // A Mac has no such file, and no containers of its own.
  }
}
