import { ContainerHealth, ContainerState } from '../containers-sample.ts';
import { cadvisorMetrics } from './containers/cadvisor.ts';
import type { Row } from './containers/container-rows.ts';
import { dockerEngineMetrics } from './containers/docker-engines.ts';
import { linkMetrics } from './containers/links.ts';
import { ofContainer, ofContainers } from './containers/own-row.ts';
import { probeMetrics } from './containers/probes.ts';
import type { MetricValue } from './metric-row.ts';
import { known, oneHot } from './values.ts';

const ownMetrics: readonly Row[] = [
  ofContainers(
    {
      type: 'gauge',
      name: 'm4max_container_state',
      help: 'State of the container: 1 for the one it is in, 0 for the others.',
      unit: 'count',
    },
    ['state'],
    ({ state }) => oneHot('state', ContainerState.options, state),
  ),
  ofContainers(
    {
      type: 'gauge',
      name: 'm4max_container_health',
      help: 'Result of the health check that the image brings along: 1 for the current status, 0 for the others.',
      unit: 'count',
    },
    ['status'],
    ({ health }) => oneHot('status', ContainerHealth.options, health),
  ),
  ofContainers(
    {
      type: 'counter',
      name: 'm4max_container_restarts_total',
      help: 'Restarts seen, each counted once: by the policy after a clean exit, by the policy after a crash or an OOM kill, or by hand.',
      unit: 'count',
    },
    ['reason'],
    ({ restarts }) => each('reason', restarts),
  ),
  ofContainers(
    {
      type: 'counter',
      name: 'm4max_container_unasked_restarts_total',
      help: 'Restarts that nobody asked for: after an exit, a crash or an OOM kill.',
      unit: 'count',
    },
    [],
    ({ restarts }) => known(restarts.policy + restarts.crash + restarts.oom),
  ),
  ofContainers(
    {
      type: 'counter',
      name: 'm4max_container_oom_events_total',
      help: 'Times the kernel killed a process of the container for memory.',
      unit: 'count',
    },
    [],
    ({ oom_events }) => known(oom_events),
  ),
  ofContainers(
    {
      type: 'counter',
      name: 'm4max_container_memory_events_total',
      help: 'What the kernel counts of its memory since its start: taken from it under its reservation (low), slowed down over its high mark (high), about to pass its limit (max), out of memory (oom), processes killed for it (oom_kill); only from a mounted cgroup tree.',
      unit: 'count',
    },
    ['event'],
    ({ stale, memory }) => (stale ? [] : each('event', memory?.events ?? {})),
  ),
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
];

/** A value for each key, under a label of that name. */
function each(
  label: string,
  values: Readonly<Record<string, number | undefined>>,
): readonly MetricValue[] {
  return Object.entries(values).flatMap(([key, value]) => known(value, { [label]: key }));
}

/** What no other exporter serves: it stays where cAdvisor runs too. */
export const ownContainersMetrics: readonly Row[] = [
  ...ownMetrics,
  ...probeMetrics,
  ...dockerEngineMetrics,
  ...linkMetrics,
];

/** Everything container-exporter serves: cAdvisor's names first, so that its dashboards go on working. */
export const containersMetrics: readonly Row[] = [...cadvisorMetrics, ...ownContainersMetrics];
