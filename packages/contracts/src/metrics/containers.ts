import type { Container, ContainersSample, TradingEngine } from '../containers-sample.ts';
import { ContainerHealth, ContainerState } from '../containers-sample.ts';
import { cadvisorMetrics } from './containers/cadvisor.ts';
import { linkMetrics } from './containers/links.ts';
import type { MetricRow } from './metric-row.ts';
import { known, oneHot } from './values.ts';

type Row = MetricRow<ContainersSample>;

/** A gauge of each container: `read` gives its value, or nothing where it is not known now. */
function ofContainer(
  row: Pick<Row, 'name' | 'help' | 'unit'>,
  read: (container: Container) => number | undefined,
): Row {
  return {
    ...row,
    type: 'gauge',
    labels: ['engine', 'name'],
    read: (sample) =>
      sample.containers.flatMap((container) =>
        known(read(container), containerLabels(sample, container)),
      ),
  };
}

/** A gauge of each trading engine that was probed. */
function ofProbe(
  row: Pick<Row, 'name' | 'help' | 'unit'>,
  read: (probe: NonNullable<TradingEngine['probe']>) => number | undefined,
): Row {
  return {
    ...row,
    type: 'gauge',
    labels: ['name'],
    read: ({ trading_engines }) =>
      trading_engines.flatMap(({ name, probe }) =>
        probe === undefined ? [] : known(read(probe), { name }),
      ),
  };
}

const ownMetrics: readonly Row[] = [
  {
    type: 'gauge',
    name: 'm4max_container_state',
    help: 'State of the container: 1 for the one it is in, 0 for the others.',
    unit: 'count',
    labels: ['engine', 'name', 'state'],
    read: (sample) =>
      sample.containers.flatMap((container) =>
        oneHot(
          'state',
          ContainerState.options,
          container.state,
          containerLabels(sample, container),
        ),
      ),
  },
  {
    type: 'gauge',
    name: 'm4max_container_health',
    help: 'Result of the health check that the image brings along: 1 for the current status, 0 for the others.',
    unit: 'count',
    labels: ['engine', 'name', 'status'],
    read: (sample) =>
      sample.containers.flatMap((container) =>
        oneHot(
          'status',
          ContainerHealth.options,
          container.health,
          containerLabels(sample, container),
        ),
      ),
  },
  {
    type: 'counter',
    name: 'm4max_container_restarts_total',
    help: 'Restarts seen, each counted once: by the policy after a clean exit, by the policy after a crash or an OOM kill, or by hand.',
    unit: 'count',
    labels: ['engine', 'name', 'reason'],
    read: (sample) =>
      sample.containers.flatMap((container) =>
        Object.entries(container.restarts).map(([reason, value]) => ({
          labels: { ...containerLabels(sample, container), reason },
          value,
        })),
      ),
  },
  {
    type: 'counter',
    name: 'm4max_container_unasked_restarts_total',
    help: 'Restarts that nobody asked for: after an exit, a crash or an OOM kill.',
    unit: 'count',
    labels: ['engine', 'name'],
    read: (sample) =>
      sample.containers.map((container) => ({
        labels: containerLabels(sample, container),
        value: container.restarts.policy + container.restarts.crash + container.restarts.oom,
      })),
  },
  {
    type: 'counter',
    name: 'm4max_container_oom_events_total',
    help: 'Times the kernel killed a process of the container for memory.',
    unit: 'count',
    labels: ['engine', 'name'],
    read: (sample) =>
      sample.containers.map((container) => ({
        labels: containerLabels(sample, container),
        value: container.oom_events,
      })),
  },
  ofContainer(
    {
      name: 'm4max_container_exit_code',
      help: 'Exit code of a container that is not running.',
      unit: 'count',
    },
    ({ state, exit }) => (state === 'exited' || state === 'dead' ? exit?.code : undefined),
  ),
  ofContainer(
    {
      name: 'm4max_container_stale',
      help: '1 when the engine gave no readings of the container in this round, else 0.',
      unit: 'count',
    },
    ({ stale }) => (stale === true ? 1 : 0),
  ),
  ofContainer(
    {
      name: 'm4max_container_cpu_cores_used',
      help: 'Cores in use, of the machine that runs the engine.',
      unit: 'count',
    },
    ({ stale, cpu }) => (stale ? undefined : cpu?.cores_used),
  ),
  ofContainer(
    {
      name: 'm4max_container_cpu_limit_ratio',
      help: 'Cores in use as a share of the CPU limit; absent without a limit.',
      unit: 'percent',
    },
    ({ stale, cpu }) => (stale ? undefined : cpu?.limit_ratio),
  ),
  ofContainer(
    {
      name: 'm4max_container_cpu_throttled_ratio',
      help: 'Share of scheduling periods in which the CPU limit held the container back.',
      unit: 'percent',
    },
    ({ stale, cpu }) => (stale ? undefined : cpu?.throttled_ratio),
  ),
  ofContainer(
    {
      name: 'm4max_container_memory_limit_ratio',
      help: 'Working set as a share of the memory limit; absent without a limit.',
      unit: 'percent',
    },
    ({ stale, memory }) => (stale ? undefined : memory?.limit_ratio),
  ),
  ofProbe(
    {
      name: 'm4max_engine_probe_up',
      help: '1 when the trading engine answers its health endpoint in any words, 0 when it cannot be reached.',
      unit: 'count',
    },
    ({ status }) => (status === 'unreachable' ? 0 : 1),
  ),
  ofProbe(
    {
      name: 'm4max_engine_probe_healthy',
      help: '1 when the trading engine says that it is well, 0 when it says that it is not; absent while it does not answer.',
      unit: 'count',
    },
    ({ status }) => (status === 'unreachable' ? undefined : Number(status === 'healthy')),
  ),
  ofProbe(
    {
      name: 'm4max_engine_probe_response_seconds',
      help: 'Time until the health endpoint of the trading engine replied.',
      unit: 'seconds',
    },
    ({ response_seconds }) => response_seconds,
  ),
  {
    type: 'gauge',
    name: 'm4max_docker_engine_up',
    help: '1 when the Docker Engine answers, 0 when it did and no longer does.',
    unit: 'count',
    labels: ['engine'],
    read: ({ engines }) =>
      engines.map(({ name, up }) => ({ labels: { engine: name }, value: up ? 1 : 0 })),
  },
  {
    type: 'gauge',
    name: 'm4max_docker_engine_info',
    help: 'Version of the Docker Engine; always 1.',
    unit: 'count',
    labels: ['engine', 'version', 'api_version'],
    read: ({ engines }) =>
      engines.map(({ name, version = '', api_version = '' }) => ({
        labels: { engine: name, version, api_version },
        value: 1,
      })),
  },
  {
    type: 'gauge',
    name: 'm4max_docker_engine_cpus',
    help: 'Processors of the machine that runs the engine; on a Mac that is its virtual machine.',
    unit: 'count',
    labels: ['engine'],
    read: ({ engines }) => engines.flatMap(({ name, cpus }) => known(cpus, { engine: name })),
  },
  {
    type: 'gauge',
    name: 'm4max_docker_engine_memory_bytes',
    help: 'Memory of the machine that runs the engine; on a Mac that is its virtual machine.',
    unit: 'bytes',
    labels: ['engine'],
    read: ({ engines }) =>
      engines.flatMap(({ name, memory_bytes }) => known(memory_bytes, { engine: name })),
  },
];

/** Everything container-exporter serves: cAdvisor's names first, so that its dashboards go on working. */
export const containersMetrics: readonly Row[] = [
  ...cadvisorMetrics,
  ...ownMetrics,
  ...linkMetrics,
];

/** A name is unique in its engine only. */
function containerLabels(
  { engines }: ContainersSample,
  { engine_id, name }: Container,
): { readonly engine: string; readonly name: string } {
  return { engine: engines.find(({ id }) => id === engine_id)?.name ?? engine_id, name };
}
