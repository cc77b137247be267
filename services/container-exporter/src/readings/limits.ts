import type { Container } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';
import { coreLimit, DEFAULT_PERIOD } from './cpu.ts';

/** CPU shares that the kernel takes where nothing was set. */
const DEFAULT_SHARES = 1024;

/** What a container may use, with the kernel's own value where its configuration says nothing. */
export function limitsOf(host: Inspected['HostConfig']): NonNullable<Container['limits']> {
  const period = host.CpuPeriod || DEFAULT_PERIOD;
  const cores = coreLimit(host);
  return {
    memory_bytes: host.Memory ?? 0,
    memory_reservation_bytes: host.MemoryReservation ?? 0,
    ...(cores === undefined ? {} : { cpu_quota_microseconds: Math.round(cores * period) }),
    cpu_period_microseconds: period,
    cpu_shares: host.CpuShares || DEFAULT_SHARES,
  };
}
