import { readFile } from 'node:fs/promises';
import type { HardwareSample } from '@m4max/contracts';
import { disksIO, fsStats } from 'systeminformation';
import type { DiskTotals } from '../counters/disk-totals.ts';
import { diskTotals } from '../counters/disk-totals.ts';
import { ratePerSecond } from '../counters/rate.ts';
import type { Answer } from './probe.ts';

type Disk = NonNullable<HardwareSample['disk']>;

/** Asks for the disks' counters and gives their growth since the question before. */
export function diskReader(
  platform: NodeJS.Platform,
): (nowSeconds: number) => Promise<Answer<Disk>> {
  const totals = platform === 'linux' ? fromKernel : fromLibrary;
  let before: { readonly totals: DiskTotals; readonly atSeconds: number } | undefined;
  return async (nowSeconds) => {
    const now = await totals();
    if (now === undefined) return { kind: 'none', reason: 'the system lists no disk' };
    const earlier = before;
    before = { totals: now, atSeconds: nowSeconds };
    const rate = (counter: keyof DiskTotals) =>
      ratePerSecond(earlier && { value: earlier.totals[counter], atSeconds: earlier.atSeconds }, {
        value: now[counter],
        atSeconds: nowSeconds,
      });
    const readBytes = rate('readBytes');
    const writeBytes = rate('writeBytes');
    const readOperations = rate('readOperations');
    const writeOperations = rate('writeOperations');
    if (
      readBytes === undefined ||
      writeBytes === undefined ||
      readOperations === undefined ||
      writeOperations === undefined
    )
      return { kind: 'none', reason: 'a rate needs two readings of the counters' };
    return {
      kind: 'value',
      value: {
        read_bytes_per_second: readBytes,
        write_bytes_per_second: writeBytes,
        read_operations_per_second: readOperations,
        write_operations_per_second: writeOperations,
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
