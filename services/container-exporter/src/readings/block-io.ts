import type { Container } from '@m4max/contracts';
import type { StatsBody } from '../replies/stats-body.ts';
import { growth, perSecond } from './growth.ts';

/** Sums over all devices. Virtual machines of Macs often report none: then nothing is known. */
export function blockIoReadings(reading: {
  readonly before: StatsBody | undefined;
  readonly now: StatsBody;
  readonly seconds: number | undefined;
}): Container['block_io'] {
  const read = bytesOf(reading.now, 'read');
  const write = bytesOf(reading.now, 'write');
  if (read === undefined || write === undefined) return undefined;
  const readRate = perSecond(growth(bytesOf(reading.before, 'read'), read), reading.seconds);
  const writeRate = perSecond(growth(bytesOf(reading.before, 'write'), write), reading.seconds);
  return {
    read_bytes_total: read,
    write_bytes_total: write,
    ...(readRate === undefined ? {} : { read_bytes_per_second: readRate }),
    ...(writeRate === undefined ? {} : { write_bytes_per_second: writeRate }),
  };
}

/** cgroup v1 writes "Read", v2 "read". */
function bytesOf(body: StatsBody | undefined, operation: 'read' | 'write'): number | undefined {
  const entries = body?.blkio_stats?.io_service_bytes_recursive ?? [];
  if (entries.length === 0) return undefined;
  return entries
    .filter(({ op }) => op.toLowerCase() === operation)
    .reduce((total, { value = 0 }) => total + value, 0);
}
