import type { Missing } from '@m4max/contracts';

const POWERMETRICS_ONLY = ['gpu', 'ane', 'power', 'energy', 'thermal'];
const SENSORS = ['temperatures', 'fans'];
const SENSOR_WATTS = ['power.dram_watts', 'power.system_watts'];

/**
 * Every field that may end up without a value on this machine, with what a user can do about it. The
 * first reason given for a field counts, so those of the sources go before these.
 */
export function unreadable(machine: {
  readonly platform: NodeJS.Platform;
  /** Why powermetrics gives nothing; `undefined` while it delivers. */
  readonly powermetrics: string | undefined;
  /** Why nothing is asked of the operating system; `undefined` when it is. */
  readonly systeminformation: string | undefined;
}): readonly Missing[] {
  const { platform, powermetrics, systeminformation } = machine;
  const mac = platform === 'darwin';
  const sensors = mac
    ? 'powermetrics has no sensors on Apple silicon, and no other source that reads them is in use'
    : 'this machine shows no such sensor to its users';
  return [
    ...POWERMETRICS_ONLY.map((field) => ({
      field,
      reason: powermetrics ?? 'powermetrics gave no reading of it',
    })),
    ...(mac ? [{ field: 'cpu.tiers', reason: powermetrics ?? 'powermetrics named no tiers' }] : []),
    ...[...SENSORS, ...SENSOR_WATTS].map((field) => ({ field, reason: sensors })),
    {
      field: 'memory.bandwidth_bytes_per_second',
      reason: 'no source in use reads the traffic between chip and memory',
    },
    {
      field: 'memory.pressure',
      reason: 'no source in use reads the pressure that the kernel sees',
    },
    ...['cpu', 'memory', 'disk', 'network', 'filesystems', 'top_processes'].map((field) => ({
      field,
      reason: systeminformation ?? 'not read yet',
    })),
  ];
}
