import type { Simulated } from './docker-simulated.ts';

/** The replies of an Engine 28 on cgroup v2, with the fields that clients read. */

/** Go's year 1, for what has not happened. */
export const NEVER = '0001-01-01T00:00:00Z';

export const VM_CPUS = 12;
export const VM_MEMORY_BYTES = 48 * 1024 ** 3;

export const version = {
  Platform: { Name: 'Demo' },
  Version: '28.3.2',
  ApiVersion: '1.51',
  MinAPIVersion: '1.24',
  Os: 'linux',
  Arch: 'arm64',
  KernelVersion: '6.10.14-linuxkit',
};

export function info(containers: readonly Simulated[]) {
  const running = containers.filter(({ run }) => run.kind === 'running').length;
  return {
    ID: 'demo0000-0000-4000-8000-000000000000',
    Name: 'demo-docker',
    NCPU: VM_CPUS,
    MemTotal: VM_MEMORY_BYTES,
    ServerVersion: version.Version,
    SystemTime: new Date().toISOString(),
    OperatingSystem: 'Demo',
    OSType: version.Os,
    Architecture: 'aarch64',
    KernelVersion: version.KernelVersion,
    CgroupDriver: 'cgroupfs',
    CgroupVersion: '2',
    Containers: containers.length,
    ContainersRunning: running,
    ContainersPaused: 0,
    ContainersStopped: containers.length - running,
  };
}
