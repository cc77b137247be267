import type { Simulated } from './docker-simulated.ts';

/** What the kernel of the simulated machine writes in a container's cgroup, by the names of the files. */
export function cgroupFiles(container: Simulated, now: Date): Readonly<Record<string, string>> {
  const { readBytes, writtenBytes, throttledPeriods } = container;
  const memoryWaited = memoryWaitedSeconds(container, now);
  return {
    'cpu.pressure': pressure(throttledPeriods * HELD_BACK_SECONDS, 0.6),
    'memory.pressure': pressure(memoryWaited, 0.4),
    'io.pressure': pressure((readBytes + writtenBytes) / DISK_BYTES_PER_SECOND, 0.8),
    'memory.events': [
      ...['low 0', 'high 0', `max ${Math.floor(memoryWaited * 50)}`],
      ...['oom 0', 'oom_kill 0', 'oom_group_kill 0', ''],
    ].join('\n'),
    'memory.swap.current': '0\n',
    'io.stat': `254:0 rbytes=${Math.round(readBytes)} wbytes=${Math.round(writtenBytes)} rios=${operations(readBytes)} wios=${operations(writtenBytes)} dbytes=0 dios=0\n`,
  };
}

/** How long a container is held back in a period that is limited. */
const HELD_BACK_SECONDS = 0.03;
const DISK_BYTES_PER_SECOND = 200e6;

/** From nine tenths of its limit on, one that leaks waits for memory ever longer. */
function memoryWaitedSeconds({ plan, startedAt }: Simulated, now: Date): number {
  const { leakBytesPerSecond = 0, memoryLimitBytes, memoryBytes } = plan;
  if (leakBytesPerSecond === 0 || memoryLimitBytes === undefined) return 0;
  const age = (now.getTime() - startedAt.getTime()) / 1000;
  const used = (memoryBytes + leakBytesPerSecond * age) / memoryLimitBytes;
  return Math.max(0, used - 0.9) * 100;
}

/** Time in which some of its processes waited, and the share of it in which all did. */
function pressure(waitedSeconds: number, stalledShare: number): string {
  const line = (kind: string, seconds: number) =>
    `${kind} avg10=0.00 avg60=0.00 avg300=0.00 total=${Math.round(seconds * 1e6)}\n`;
  return line('some', waitedSeconds) + line('full', waitedSeconds * stalledShare);
}

function operations(bytes: number): number {
  return Math.round(bytes / 16_384);
}
