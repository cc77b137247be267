import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupFiles } from './docker-cgroup-files.ts';
import type { Simulated } from './docker-simulated.ts';

/** A kernel has its files ready when they are read; this is as old as they get here. */
export const WRITE_SECONDS = 2;

/** Keeps a folder that looks like `/sys/fs/cgroup` of the simulated machine: a folder a running container. */
export function writeCgroupTree(root: string, containers: readonly Simulated[], now: Date): void {
  mkdirSync(join(root, 'docker'), { recursive: true });
  writeFileSync(join(root, 'cgroup.controllers'), 'cpuset cpu io memory hugetlb pids\n');
  for (const container of containers) {
    const folder = join(root, 'docker', container.id);
    if (container.run.kind !== 'running') {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(cgroupFiles(container, now))) {
      const next = join(folder, `${name}.new`);
      writeFileSync(next, text);
      renameSync(next, join(folder, name)); // So that nobody reads half of it.
    }
  }
}
