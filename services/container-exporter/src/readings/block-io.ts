import type { Container } from '@m4max/contracts';
import type { StatsBody } from '../replies/stats-body.ts';
import { isWindows } from '../replies/stats-body.ts';
import { growth, perSecond } from './growth.ts';
import { knownOf } from './known-of.ts';

/** Sums over all devices. Virtual machines of Macs often report none: then nothing is known. */
export function blockIoReadings(reading: {
  readonly before: StatsBody | undefined;
  readonly now: StatsBody;
  readonly seconds: number | undefined;
}): Container['block_io'] {
  const { read, write } = bytesOf(reading.now);
  if (read === undefined || write === undefined) return undefined;
  const before = bytesOf(reading.before);
  const operations = sumOf(reading.now.blkio_stats?.io_serviced_recursive);
  return {
    read_bytes_total: read,
    write_bytes_total: write,
    ...knownOf({
      read_operations_total: operations.read,
      write_operations_total: operations.write,
      read_bytes_per_second: perSecond(growth(before.read, read), reading.seconds),
      write_bytes_per_second: perSecond(growth(before.write, write), reading.seconds),
    }),
  };
}

type Entries = NonNullable<StatsBody['blkio_stats']>['io_service_bytes_recursive'];
type Sum = { readonly read: number | undefined; readonly write: number | undefined };

/** Windows has a part of its own, and leaves out in it what is 0. */
function bytesOf(body: StatsBody | undefined): Sum {
  const { read_size_bytes: read, write_size_bytes: write } = body?.storage_stats ?? {};
  if (body === undefined || !isWindows(body))
    return sumOf(body?.blkio_stats?.io_service_bytes_recursive);
  return read === undefined && write === undefined
    ? { read, write }
    : { read: read ?? 0, write: write ?? 0 };
}

/** cgroup v1 writes "Read", v2 "read"; v1 has lines of other operations and a total among them. */
function sumOf(entries: Entries = []): Sum {
  const sum: { read: number | undefined; write: number | undefined } = {
    read: undefined,
    write: undefined,
  };
  for (const { op, value } of entries) {
    const operation = op.toLowerCase();
    if (value !== undefined && (operation === 'read' || operation === 'write'))
      sum[operation] = (sum[operation] ?? 0) + value;
  }
  return sum;
}
