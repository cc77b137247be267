import type { HardwareSample } from '@m4max/contracts';
import { fsSize } from 'systeminformation';
import type { Answer } from './probe.ts';

/** Mounts are labels of metrics: a machine with more than this has automounts, not filesystems. */
const MOST_MOUNTS = 32;

export async function readFilesystems(): Promise<
  Answer<NonNullable<HardwareSample['filesystems']>>
> {
  const mounted = await fsSize();
  const filesystems = mounted
    .filter(({ mount, size, used }) => mount !== '' && size > 0 && used >= 0)
    .slice(0, MOST_MOUNTS)
    .map(({ mount, size, used }) => ({ mount, size_bytes: size, used_bytes: used }));
  return filesystems.length === 0
    ? { kind: 'none', reason: 'df lists no filesystem of a disk' }
    : { kind: 'value', value: filesystems };
}
