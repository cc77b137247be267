import { NEVER, VM_CPUS, VM_MEMORY_BYTES } from './docker-replies.ts';
import type { Simulated } from './docker-simulated.ts';

/** What the engine sends for "no limit" is beyond what a number holds exactly: it is put in as text. */
const NO_LIMIT = 'no limit';
const NO_LIMIT_TEXT = '18446744073709551615';

const noCpu = {
  cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
  throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
};

/**
 * A one-shot body of `/containers/{id}/stats`, as it goes over the wire. It was read when its counters
 * were: with the moment of the request, a container would seem to use more than its limit.
 */
export function statsText(container: Simulated): string {
  return JSON.stringify(stats(container)).replace(JSON.stringify(NO_LIMIT), NO_LIMIT_TEXT);
}

function stats(container: Simulated) {
  const { id, plan, run, advancedAt } = container;
  const isRunning = run.kind === 'running';
  return {
    id,
    name: `/${plan.name}`,
    read: isRunning ? advancedAt.toISOString() : NEVER,
    preread: NEVER,
    pids_stats: isRunning ? { current: 4 + Math.round(plan.cores * 20), limit: NO_LIMIT } : {},
    blkio_stats: isRunning ? blockIoOf(container) : { io_service_bytes_recursive: null },
    num_procs: 0,
    storage_stats: {},
    cpu_stats: isRunning ? cpuOf(container) : noCpu,
    precpu_stats: noCpu,
    memory_stats: isRunning ? memoryOf(container) : {},
    ...(isRunning ? { networks: interfacesOf(container) } : {}),
  };
}

function cpuOf(container: Simulated) {
  const { cpuNanoseconds, periods, throttledPeriods, createdAt, advancedAt } = container;
  return {
    cpu_usage: {
      total_usage: Math.round(cpuNanoseconds),
      usage_in_usermode: Math.round(cpuNanoseconds * 0.86),
      usage_in_kernelmode: Math.round(cpuNanoseconds * 0.14),
    },
    system_cpu_usage: (advancedAt.getTime() - createdAt.getTime()) * VM_CPUS * 1e6,
    online_cpus: VM_CPUS,
    throttling_data: {
      periods: Math.round(periods),
      throttled_periods: Math.round(throttledPeriods),
      throttled_time: Math.round(throttledPeriods * 3e7),
    },
  };
}

function memoryOf({ plan, memoryBytes, cpuNanoseconds }: Simulated) {
  const used = Math.round(memoryBytes);
  const file = Math.round(memoryBytes * 0.15);
  return {
    usage: used + file,
    limit: plan.memoryLimitBytes ?? VM_MEMORY_BYTES,
    stats: {
      anon: Math.round(memoryBytes * 0.94),
      file,
      file_mapped: Math.round(file * 0.3),
      active_file: 0,
      inactive_file: file,
      pgfault: Math.round(cpuNanoseconds / 1e7),
      pgmajfault: 0,
    },
  };
}

function blockIoOf({ readBytes, writtenBytes }: Simulated) {
  return {
    io_service_bytes_recursive: [
      { major: 254, minor: 0, op: 'read', value: Math.round(readBytes) },
      { major: 254, minor: 0, op: 'write', value: Math.round(writtenBytes) },
    ],
    io_serviced_recursive: null,
  };
}

/** One interface a network, which share the traffic. */
function interfacesOf({ plan, receivedBytes, sentBytes }: Simulated) {
  const count = plan.networks.length;
  return Object.fromEntries(
    plan.networks.map((_, index) => [
      `eth${index}`,
      {
        rx_bytes: Math.round(receivedBytes / count),
        rx_packets: Math.round(receivedBytes / count / 600),
        rx_errors: 0,
        rx_dropped: 0,
        tx_bytes: Math.round(sentBytes / count),
        tx_packets: Math.round(sentBytes / count / 600),
        tx_errors: 0,
        tx_dropped: 0,
      },
    ]),
  );
}
