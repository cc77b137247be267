import type { CgroupFiles } from './cgroup.ts';

/** Why containers lack what a cgroup tree could tell, in sentences that begin with the tree's name. */
export function cgroupGaps(round: {
  readonly tree: string;
  /** Containers that run, and those of them that were looked for in vain again and again. */
  readonly running: number;
  readonly missed: number;
  readonly files: readonly CgroupFiles[];
}): readonly string[] {
  const { tree, running, missed, files } = round;
  if (running === 0) return [];
  if (files.length === 0)
    return [
      `${tree} has no folder of any of the ${running} running containers: mount the /sys/fs/cgroup of the machine that runs them (in compose with cgroup: host)`,
    ];
  const lacks = (name: keyof CgroupFiles) => files.every((texts) => texts[name] === undefined);
  const absent = (['memory.events', 'io.stat'] as const).filter(lacks).join(' and no ');
  return [
    ...(missed === 0
      ? []
      : [
          `${tree} has no folder of ${missed} of the ${running} running containers: they may run on another machine`,
        ]),
    ...(lacks('cpu.pressure')
      ? [`${tree} holds no pressure: boot its machine with psi=1 on the kernel's command line`]
      : []),
    ...(absent === ''
      ? []
      : [`${tree} holds no ${absent}: its machine has their controllers off, or in cgroup v1`]),
  ];
}
