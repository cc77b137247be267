import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Container } from '@m4max/contracts';
import { runningContainer } from '../fixtures/running-container.ts';
import { cgroupReader } from './cgroup-reader.ts';

const ID = 'e7d458b274dfe1d2666208a0a17a69b50320bd526331b83316e0c87b2af518de';
const OTHER = ID.replace('e7', '00');

/** A container's folder as the kernel fills it; the processor was short for 0.5 s, all of it for 0.25 s. */
const FILES = {
  'cpu.pressure':
    'some avg10=0.00 avg60=0.00 avg300=0.00 total=500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=250000\n',
  'memory.pressure':
    'some avg10=0.00 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
  'io.pressure':
    'some avg10=0.00 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
  'memory.events': 'low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\noom_group_kill 0\n',
  'memory.peak': '4096\n',
  'memory.swap.current': '0\n',
  'io.stat': '8:0 rbytes=512 wbytes=1024 rios=1 wios=2 dbytes=0 dios=0\n',
};
const CPU = { waiting_seconds_total: 0.5, stalled_seconds_total: 0.25 };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm4max-cgroup-'));
  write('cgroup.controllers', 'cpuset cpu io memory hugetlb pids\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function writeFolder(path: string, files: Readonly<Record<string, string>> = FILES): void {
  mkdirSync(join(root, path), { recursive: true });
  for (const [name, text] of Object.entries(files)) write(join(path, name), text);
}

const container = (over: Partial<Container> = {}) => runningContainer({ id: ID, ...over });

const signal = new AbortController().signal;
const reasons = (round: Awaited<ReturnType<ReturnType<typeof cgroupReader>>>) =>
  round.missing.map(({ reason }) => reason.replaceAll(root, '/cg'));

it.each([
  { title: "Docker's own driver", folder: `docker/${ID}` },
  { title: 'Docker with systemd', folder: `system.slice/docker-${ID}.scope` },
  { title: 'another parent', folder: `trading.slice/trading-engines.slice/docker-${ID}.scope` },
  { title: 'another parent without systemd', folder: `trading/engines/${ID}` },
  {
    title: 'Docker of a user',
    folder: `user.slice/user-1000.slice/user@1000.service/user.slice/docker-${ID}.scope`,
  },
  { title: 'Podman', folder: `machine.slice/libpod-${ID}.scope` },
  { title: 'Podman without systemd', folder: `libpod_parent/libpod-${ID}` },
  { title: 'an engine in a container', folder: `docker/${OTHER}/docker/${ID}` },
  { title: 'an engine in a service of a virtual machine', folder: `podruntime/docker/${ID}` },
])('finds the folder of a container: $title', async ({ folder }) => {
  writeFolder(folder);
  const { containers, missing } = await cgroupReader(root)([container()], signal);
  expect(missing).toEqual([]);
  expect(Container.parse(containers[0])).toMatchObject({
    pressure: { cpu: CPU },
    memory: { max_usage_bytes: 4096, swap_bytes: 0, events: { max: 12, oom: 1, oom_kill: 1 } },
    block_io: {
      read_bytes_total: 512,
      write_bytes_total: 1024,
      read_operations_total: 1,
      write_operations_total: 2,
    },
  });
});

it("takes the container's folder, not those of what watches it or runs below it", async () => {
  const busy = { 'cpu.pressure': 'some avg10=0.00 avg60=0.00 avg300=0.00 total=9000000\n' };
  writeFolder(`machine.slice/libpod-conmon-${ID}.scope`, busy);
  writeFolder(`machine.slice/conmon-${ID}.scope`, busy);
  writeFolder(`machine.slice/libpod-${ID}.scope/container`, busy);
  writeFolder(`machine.slice/libpod-${ID}.scope`);
  const { containers } = await cgroupReader(root)([container()], signal);
  expect(containers[0]?.pressure?.cpu).toEqual(CPU);
});

it('finds a folder again after it vanished', async () => {
  writeFolder(`a.slice/docker-${ID}.scope`);
  const read = cgroupReader(root);
  const pressures = async (...ids: string[]) => {
    const { containers } = await read(
      ids.map((id) => container({ id })),
      signal,
    );
    return containers.map(({ pressure }) => pressure?.cpu);
  };
  expect(await pressures(ID)).toEqual([CPU]);
  rmSync(join(root, `a.slice/docker-${ID}.scope`), { recursive: true });
  expect(await pressures(ID)).toEqual([undefined]);
  writeFolder(`a.slice/docker-${OTHER}.scope`);
  expect(await pressures(ID, OTHER)).toEqual([undefined, CPU]);
  expect(await pressures()).toEqual([]); // It is removed and forgotten; a new one may take its id.
  writeFolder(`a.slice/docker-${ID}.scope`);
  expect(await pressures(ID, OTHER)).toEqual([CPU, CPU]);
});

it('reads what is there when a folder lacks files, or loses them while it is read', async () => {
  writeFolder(`docker/${ID}`, { 'cpu.pressure': FILES['cpu.pressure'] });
  mkdirSync(join(root, `docker/${ID}/memory.events`)); // Reading it fails, as pressure does where it is off.
  const { containers, missing } = await cgroupReader(root)([container()], signal);
  expect(containers).toEqual([container({ pressure: { cpu: CPU } })]);
  expect(missing).toHaveLength(1);
});

it('reads only what runs and was read anew by its engine', async () => {
  writeFolder(`docker/${ID}`);
  const all = [
    container({ state: 'exited' }),
    container({ state: 'restarting' }),
    container({ stale: true }),
  ];
  expect(await cgroupReader(root)(all, signal)).toEqual({ containers: all, missing: [] });
});

it('follows no link, waits for no pipe and reads nothing endless', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'm4max-outside-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(outside, name), text);
  mkdirSync(join(root, 'docker'));
  symlinkSync(outside, join(root, 'docker', OTHER));
  symlinkSync(dirname(outside), join(root, 'system.slice'));
  renameSync(outside, join(dirname(outside), `docker-${'1'.repeat(64)}.scope`));
  writeFolder(`docker/${ID}`, {
    'memory.peak': '7\n',
    'io.stat': `${'8:0 rbytes=1 '.repeat(9000)}\n`,
  });
  symlinkSync('/etc/hostname', join(root, `docker/${ID}/memory.events`));
  execFileSync('mkfifo', [join(root, `docker/${ID}/cpu.pressure`)]);
  try {
    const ids = [ID, OTHER, '1'.repeat(64)];
    const { containers } = await cgroupReader(root)(
      ids.map((id) => container({ id })),
      signal,
    );
    expect(containers).toEqual([
      container({ memory: { max_usage_bytes: 7 } }),
      container({ id: OTHER }),
      container({ id: '1'.repeat(64) }),
    ]);
  } finally {
    rmSync(join(dirname(outside), `docker-${'1'.repeat(64)}.scope`), { recursive: true });
  }
});

it('does not wait for a tree that does not answer, and reads it when it does', async () => {
  writeFolder(`docker/${ID}`);
  rmSync(join(root, 'cgroup.controllers'));
  execFileSync('mkfifo', [join(root, 'cgroup.controllers')]); // Opening it waits for a writer.
  const read = cgroupReader(root);
  for (const _round of ['first', 'one that must not begin another read']) {
    const round = await read([container()], signal);
    expect(round.containers).toEqual([container()]);
    expect(reasons(round)).toEqual(['CGROUP_ROOT /cg did not answer within a second']);
  }
  writeFileSync(join(root, 'cgroup.controllers'), 'cpu\n');
  const { containers } = await read([container()], signal);
  expect(containers[0]?.pressure?.cpu).toEqual(CPU);
});

it('says nothing, and looks nowhere, without a tree', async () => {
  const all = [container()];
  expect(await cgroupReader(undefined)(all, signal)).toEqual({ containers: all, missing: [] });
});

it.each([
  {
    title: 'a folder that is not there',
    make: () => rmSync(root, { recursive: true }),
    reason:
      "CGROUP_ROOT /cg is not there: mount the /sys/fs/cgroup of the engine's machine at it, read-only",
  },
  {
    title: 'any other folder',
    make: () => rmSync(join(root, 'cgroup.controllers')),
    reason:
      "CGROUP_ROOT /cg is no cgroup tree: mount the /sys/fs/cgroup of the engine's machine at it, read-only",
  },
  {
    title: 'cgroup v1',
    make() {
      rmSync(join(root, 'cgroup.controllers'));
      write('memory/memory.limit_in_bytes', '9223372036854771712\n');
    },
    reason:
      'CGROUP_ROOT /cg is of cgroup v1, which tells nothing of pressure: unset it, or move the machine to cgroup v2',
  },
  {
    title: 'cgroup v1 with v2 beside it',
    make() {
      rmSync(join(root, 'cgroup.controllers'));
      write('memory/memory.limit_in_bytes', '9223372036854771712\n');
      write('unified/cgroup.controllers', '\n');
    },
    reason:
      'CGROUP_ROOT /cg is of cgroup v1, which tells nothing of pressure: name its folder of v2, /cg/unified',
  },
  {
    title: "the tree of a container's own namespace",
    make: () => writeFolder('init.scope'),
    reason:
      'CGROUP_ROOT /cg has no folder of any of the 1 running containers: mount the /sys/fs/cgroup of the machine that runs them (in compose with cgroup: host)',
  },
])('says in one sentence what is wrong with $title', async ({ make, reason }) => {
  make();
  const all = [container()];
  const round = await cgroupReader(root)(all, signal);
  expect(round.containers).toEqual(all);
  expect(reasons(round)).toEqual([reason]);
  expect(round.missing[0]?.field).toBe('cgroup');
});
