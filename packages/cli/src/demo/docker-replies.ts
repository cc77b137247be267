import type { Simulated, Told } from './docker-simulation.ts';

/** The replies of an Engine 28 on cgroup v2, with the fields that clients read. */

const NETWORK = 'nautilus_default';
const NEVER = '0001-01-01T00:00:00Z';
const VM_CPUS = 12;
const VM_MEMORY_BYTES = 48 * 1024 ** 3;

export const version = {
  Version: '28.3.2',
  ApiVersion: '1.51',
  MinAPIVersion: '1.24',
  Os: 'linux',
  Arch: 'arm64',
};

export function info(count: number) {
  return {
    ID: 'demo0000-0000-4000-8000-000000000000',
    Name: 'demo-docker',
    NCPU: VM_CPUS,
    MemTotal: VM_MEMORY_BYTES,
    ServerVersion: version.Version,
    OperatingSystem: 'Demo',
    CgroupVersion: '2',
    Containers: count,
  };
}

export function networks(containers: readonly Simulated[]) {
  const members = containers.map(({ id, plan, address }) => [
    id,
    { Name: plan.name, IPv4Address: `${address}/16` },
  ]);
  return [{ Name: NETWORK, Id: 'demo', Driver: 'bridge', Containers: Object.fromEntries(members) }];
}

export function listed(container: Simulated, now: Date) {
  const { id, plan, createdAt } = container;
  return {
    Id: id,
    Names: [`/${plan.name}`],
    Image: imageOf(container),
    Created: Math.floor(createdAt.getTime() / 1000),
    State: container.run.kind,
    Status: statusOf(container, now),
    Labels: labelsOf(container),
    HostConfig: { NetworkMode: NETWORK },
    NetworkSettings: { Networks: { [NETWORK]: { IPAddress: container.address } } },
  };
}

export function inspected(container: Simulated, hostPort: number | undefined) {
  const { id, plan, run, startedAt, restartCount, createdAt } = container;
  const ended = run.kind === 'restarting';
  const binding = { HostIp: '127.0.0.1', HostPort: String(hostPort) };
  return {
    Id: id,
    Name: `/${plan.name}`,
    Created: createdAt.toISOString(),
    RestartCount: restartCount,
    State: {
      Status: run.kind,
      Running: true,
      OOMKilled: ended,
      ExitCode: ended ? 137 : 0,
      StartedAt: startedAt.toISOString(),
      FinishedAt: ended ? run.endedAt.toISOString() : NEVER,
      ...(plan.health === '/health' ? { Health: { Status: healthOf(container) } } : {}),
    },
    Config: { Image: imageOf(container), Labels: labelsOf(container), Env: [] },
    HostConfig: {
      Memory: plan.memoryLimitBytes ?? 0,
      NanoCpus: (plan.cpuLimit ?? 0) * 1e9,
      CpuQuota: 0,
      CpuPeriod: 0,
      CpuShares: 0,
      NetworkMode: NETWORK,
      RestartPolicy: { Name: 'unless-stopped' },
    },
    NetworkSettings: {
      Ports:
        plan.port === undefined || hostPort === undefined
          ? {}
          : { [`${plan.port}/tcp`]: [binding] },
      Networks: { [NETWORK]: { IPAddress: container.address } },
    },
  };
}

export function stats(container: Simulated, now: Date) {
  const { id, plan, cpuNanoseconds, memoryBytes } = container;
  const whole = Math.round;
  const file = whole(memoryBytes * 0.15);
  return {
    id,
    name: `/${plan.name}`,
    read: container.run.kind === 'running' ? now.toISOString() : NEVER,
    preread: NEVER,
    cpu_stats: {
      cpu_usage: {
        total_usage: whole(cpuNanoseconds),
        usage_in_usermode: whole(cpuNanoseconds * 0.86),
        usage_in_kernelmode: whole(cpuNanoseconds * 0.14),
      },
      online_cpus: VM_CPUS,
      throttling_data: {
        periods: whole(container.periods),
        throttled_periods: whole(container.throttledPeriods),
        throttled_time: whole(container.throttledPeriods * 3e7),
      },
    },
    memory_stats: {
      usage: whole(memoryBytes) + file,
      limit: plan.memoryLimitBytes ?? VM_MEMORY_BYTES,
      stats: {
        anon: whole(memoryBytes * 0.94),
        file,
        file_mapped: whole(file * 0.3),
        inactive_file: file,
        pgfault: whole(cpuNanoseconds / 1e7),
        pgmajfault: 0,
      },
    },
    pids_stats: { current: 4 + whole(plan.cores * 20), limit: 18446744073709552000 },
    blkio_stats: {
      io_service_bytes_recursive: [
        { major: 254, minor: 0, op: 'read', value: whole(container.readBytes) },
        { major: 254, minor: 0, op: 'write', value: whole(container.writtenBytes) },
      ],
    },
    networks: {
      eth0: {
        rx_bytes: whole(container.receivedBytes),
        rx_packets: whole(container.receivedBytes / 600),
        rx_errors: 0,
        rx_dropped: 0,
        tx_bytes: whole(container.sentBytes),
        tx_packets: whole(container.sentBytes / 600),
        tx_errors: 0,
        tx_dropped: 0,
      },
    },
  };
}

export function event({ id, plan }: Pick<Simulated, 'id' | 'plan'>, told: Told): string {
  const milliseconds = told.at.getTime();
  const body = JSON.stringify({
    Type: 'container',
    Action: told.action,
    Actor: { ID: id, Attributes: { name: plan.name, ...told.attributes } },
    scope: 'local',
    time: Math.floor(milliseconds / 1000),
  });
  // Nanoseconds are beyond what a number holds exactly.
  return body.replace(/}$/, `,"timeNano":${milliseconds}000000}`);
}

function healthOf({ run }: Simulated): 'healthy' | 'starting' {
  return run.kind === 'running' && run.healthy ? 'healthy' : 'starting';
}

function statusOf(container: Simulated, now: Date): string {
  if (container.run.kind === 'restarting') return 'Restarting (137) 1 second ago';
  const minutes = Math.floor((now.getTime() - container.startedAt.getTime()) / 60_000);
  const up = minutes === 0 ? 'Up Less than a minute' : `Up ${minutes} minutes`;
  if (container.plan.health !== '/health') return up;
  return healthOf(container) === 'healthy' ? `${up} (healthy)` : `${up} (health: starting)`;
}

function imageOf({ plan }: Simulated): string {
  return `${plan.name.replace('nautilus-', 'nautilus/')}:demo`;
}

function labelsOf({ plan }: Simulated): Readonly<Record<string, string>> {
  return {
    'com.docker.compose.project': 'nautilus',
    'com.docker.compose.service': plan.name.replace('nautilus-', ''),
  };
}
