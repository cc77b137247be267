import { INTERVAL_SECONDS, RETRIES } from './docker-health-check.ts';
import {
  addressIn,
  gatewayOf,
  macAddressOf,
  networkId,
  networkName,
  PREFIX,
} from './docker-networks.ts';
import type { Plan } from './docker-platform.ts';
import { NEVER } from './docker-replies.ts';
import type { Simulated } from './docker-simulated.ts';
import { pidOf } from './docker-simulated.ts';

/** An entry of `/containers/json`. */
export function listed(container: Simulated, hostPort: number | undefined, now: Date) {
  const { id, plan, createdAt } = container;
  return {
    Id: id,
    Names: [`/${plan.name}`],
    Image: imageOf(plan),
    ImageID: `sha256:${id}`,
    Command: '/app/serve',
    Created: Math.floor(createdAt.getTime() / 1000),
    State: container.run.kind,
    Status: statusOf(container, now),
    Labels: labelsOf(plan),
    Ports:
      plan.port === undefined || hostPort === undefined || container.run.kind !== 'running'
        ? []
        : [{ IP: '127.0.0.1', PrivatePort: plan.port, PublicPort: hostPort, Type: 'tcp' }],
    HostConfig: { NetworkMode: networkModeOf(plan) },
    NetworkSettings: { Networks: endpointsOf(container) },
    Mounts: [],
  };
}

/** A reply of `/containers/{id}/json`. */
export function inspected(container: Simulated, hostPort: number | undefined) {
  const { id, plan, run, restartCount, createdAt } = container;
  const binding = { HostIp: '127.0.0.1', HostPort: String(hostPort) };
  const isPublished = plan.port !== undefined && hostPort !== undefined && run.kind === 'running';
  return {
    Id: id,
    Name: `/${plan.name}`,
    Created: createdAt.toISOString(),
    Path: '/app/serve',
    Args: [],
    Image: `sha256:${id}`,
    RestartCount: restartCount,
    Driver: 'overlayfs',
    Platform: 'linux',
    State: stateOf(container),
    Config: {
      Hostname: id.slice(0, 12),
      Image: imageOf(plan),
      Labels: labelsOf(plan),
      Env: [],
      Cmd: ['/app/serve'],
      ...(plan.isChecked ? { Healthcheck: HEALTH_CHECK } : {}),
    },
    HostConfig: {
      Memory: plan.memoryLimitBytes ?? 0,
      MemoryReservation: 0,
      NanoCpus: (plan.cpuLimit ?? 0) * 1e9,
      CpuQuota: 0,
      CpuPeriod: 0,
      CpuShares: 0,
      CgroupParent: '',
      NetworkMode: networkModeOf(plan),
      RestartPolicy: { Name: plan.restartPolicy, MaximumRetryCount: 0 },
    },
    NetworkSettings: {
      Ports: isPublished ? { [`${plan.port}/tcp`]: [binding] } : {},
      Networks: endpointsOf(container),
    },
    Mounts: [],
  };
}

const HEALTH_CHECK = {
  Test: ['CMD-SHELL', 'curl --fail http://localhost/health'],
  Interval: INTERVAL_SECONDS * 1e9,
  Timeout: 3e9,
  Retries: RETRIES,
};

function stateOf(container: Simulated) {
  const { run, startedAt } = container;
  const ended = run.kind === 'running' ? undefined : run;
  return {
    Status: run.kind,
    Running: run.kind !== 'exited', // One that waits for its restart counts as running.
    Paused: false,
    Restarting: run.kind === 'restarting',
    OOMKilled: ended?.oomKilled ?? false,
    Dead: false,
    Pid: pidOf(container),
    ExitCode: ended?.exitCode ?? 0,
    Error: '',
    StartedAt: startedAt.toISOString(),
    FinishedAt: ended?.endedAt.toISOString() ?? NEVER,
    ...healthOf(container),
  };
}

function healthOf({ run, plan }: Simulated) {
  if (!plan.isChecked) return {};
  if (run.kind !== 'running' || run.checks === undefined)
    return { Health: { Status: 'unhealthy', FailingStreak: 0, Log: [] } }; // So a stopped one is told.
  const { status, failingStreak, log } = run.checks;
  return {
    Health: {
      Status: status,
      FailingStreak: failingStreak,
      Log: log.map(({ start, end, exitCode }) => ({
        Start: start.toISOString(),
        End: end.toISOString(),
        ExitCode: exitCode,
        Output: exitCode === 0 ? '{"status":"healthy"}' : 'curl: (22) error: 503',
      })),
    },
  };
}

/** Addresses belong to a container only while it runs. */
function endpointsOf({ plan, index, run }: Simulated) {
  const isThere = run.kind === 'running';
  const endpoints = plan.networks.map((network) => {
    const address = addressIn(network, index);
    return [
      networkName(network),
      {
        NetworkID: networkId(network),
        IPAddress: isThere ? address : '',
        IPPrefixLen: isThere ? PREFIX : 0,
        Gateway: isThere ? gatewayOf(network) : '',
        MacAddress: isThere ? macAddressOf(address) : '',
        IPv6Gateway: '',
        GlobalIPv6Address: '',
        GlobalIPv6PrefixLen: 0,
        Aliases: [plan.name.replace('nautilus-', '')],
      },
    ];
  });
  return Object.fromEntries(endpoints);
}

function statusOf({ run, startedAt, plan }: Simulated, now: Date): string {
  if (run.kind === 'restarting') return `Restarting (${run.exitCode}) ${ago(run.endedAt, now)} ago`;
  if (run.kind === 'exited') return `Exited (${run.exitCode}) ${ago(run.endedAt, now)} ago`;
  const up = `Up ${ago(startedAt, now)}`;
  if (run.checks === undefined || !plan.isChecked) return up;
  const { status } = run.checks;
  return `${up} (${status === 'starting' ? 'health: starting' : status})`;
}

/** As the engine says it: "Less than a second", "41 seconds", "About a minute", "12 minutes". */
function ago(moment: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - moment.getTime()) / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? 'About an hour' : `${hours} hours`;
}

/** The first network is the one that compose starts it in. */
function networkModeOf({ networks: [first] }: Plan): string {
  return first === undefined ? 'none' : networkName(first);
}

export function imageOf({ name }: Plan): string {
  return `${name.replace('nautilus-', 'nautilus/')}:demo`;
}

export function labelsOf({ name }: Plan): Readonly<Record<string, string>> {
  return {
    'com.docker.compose.project': 'nautilus',
    'com.docker.compose.service': name.replace('nautilus-', ''),
  };
}
