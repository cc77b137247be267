import type { HardwareSample } from '@m4max/contracts';
import { mem } from 'systeminformation';
import type { Answer } from './probe.ts';

/** `active` leaves out what the system can take back at once; on a Mac it is Activity Monitor's "used". */
export async function readMemory(): Promise<Answer<NonNullable<HardwareSample['memory']>>> {
  const { total, active, swaptotal, swapused } = await mem();
  if (!(total > 0 && active > 0))
    return { kind: 'none', reason: 'the system gave no figures of its memory' };
  return {
    kind: 'value',
    value: {
      total_bytes: total,
      used_bytes: active,
      swap_total_bytes: swaptotal,
      swap_used_bytes: swapused,
    },
  };
}
