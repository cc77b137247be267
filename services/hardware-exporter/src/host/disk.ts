import { readFile } from 'node:fs/promises';
import type { HardwareSample } from '@m4max/contracts';
import { disksIO, fsStats } from 'systeminformation';
import type { DiskTotals } from '../counters/disk-totals.ts';
import { diskTotals } from '../counters/disk-totals.ts';
import type { Answer } from './probe.ts';
import { rateReader } from './rate-reader.ts';

type Disk = NonNullable<HardwareSample['disk']>;

/** Reads what all disks together do. */
export function diskReader(
  platform: NodeJS.Platform,
): (nowSeconds: number) => Promise<Answer<Disk>> {
  const read = rateReader({
    totals: platform === 'linux' ? fromKernel : fromLibrary,
    nothing: 'the system lists no disk',
  });
  return async (nowSeconds) => {
    const answer = await read(nowSeconds);
    if (answer.kind === 'none') return answer;
    const rates = answer.value;
    return {
      kind: 'value',
      value: {
        read_bytes_per_second: rates.readBytes,
        write_bytes_per_second: rates.writeBytes,
        read_operations_per_second: rates.readOperations,
        write_operations_per_second: rates.writeOperations,
      },
    };
  };
}

async function fromKernel(): Promise<DiskTotals | undefined> {
  return diskTotals(await readFile('/proc/diskstats', 'utf8'));
}

/** The library answers a failure with zeros; a machine that runs this has read something. */
async function fromLibrary(): Promise<DiskTotals | undefined> {
  const bytes = await fsStats();
  const operations = await disksIO();
  if (!(bytes?.rx > 0)) return undefined;
  return {
    readBytes: bytes.rx,
    writeBytes: bytes.wx,
    readOperations: operations.rIO,
    writeOperations: operations.wIO,
  };
}
