import { expect, it } from '@jest/globals';
import type { CgroupFiles } from './cgroup.ts';
import { cgroupGaps } from './cgroup-gaps.ts';

const full: CgroupFiles = { 'cpu.pressure': 'some', 'memory.events': 'low 0', 'io.stat': '' };
const { 'cpu.pressure': _pressure, ...withoutPressure } = full;

it.each([
  { title: 'all is there', running: 1, missed: 0, files: [full], gaps: [] },
  { title: 'nothing runs', running: 0, missed: 0, files: [], gaps: [] },
  { title: 'one has what another lacks', running: 2, missed: 0, files: [full, {}], gaps: [] },
  {
    title: 'no container is in it',
    running: 3,
    missed: 3,
    files: [],
    gaps: [
      'CGROUP_ROOT /cg has no folder of any of the 3 running containers: mount the /sys/fs/cgroup of the machine that runs them (in compose with cgroup: host)',
    ],
  },
  {
    title: 'those of another engine are not',
    running: 5,
    missed: 2,
    files: [full],
    gaps: [
      'CGROUP_ROOT /cg has no folder of 2 of the 5 running containers: they may run on another machine',
    ],
  },
  {
    title: 'pressure is turned off',
    running: 1,
    missed: 0,
    files: [withoutPressure],
    gaps: [
      "CGROUP_ROOT /cg holds no pressure: boot its machine with psi=1 on the kernel's command line",
    ],
  },
  {
    title: 'the controllers are in cgroup v1',
    running: 1,
    missed: 0,
    files: [{ 'cpu.pressure': 'some' }],
    gaps: [
      'CGROUP_ROOT /cg holds no memory.events and no io.stat: its machine has their controllers off, or in cgroup v1',
    ],
  },
])('$title', ({ running, missed, files, gaps }) => {
  expect(cgroupGaps({ tree: 'CGROUP_ROOT /cg', running, missed, files })).toEqual(gaps);
});
