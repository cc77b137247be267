import type { HardwareSample } from '@m4max/contracts';
import { knownFields } from './known-fields.ts';
import { bytesOf } from './possible.ts';
import type { Told } from './told.ts';

/** Memory in bytes as macmon and mactop tell it. More in use than there is cannot be. */
export function memoryOf(
  figures: {
    readonly total: unknown;
    readonly used: unknown;
    readonly swapTotal: unknown;
    readonly swapUsed: unknown;
  },
  told: Told,
): HardwareSample['memory'] {
  const total = told.take(
    'memory.total_bytes',
    figures.total,
    (value) => bytesOf(value) || undefined,
  );
  const swapTotal = told.take('memory.swap_total_bytes', figures.swapTotal, bytesOf);
  const memory = knownFields({
    total_bytes: total,
    used_bytes: told.take('memory.used_bytes', figures.used, upTo(total)),
    swap_total_bytes: swapTotal,
    swap_used_bytes: told.take('memory.swap_used_bytes', figures.swapUsed, upTo(swapTotal)),
  });
  return Object.keys(memory).length === 0 ? undefined : memory;
}

function upTo(most: number | undefined): (value: unknown) => number | undefined {
  return (value) => {
    const bytes = bytesOf(value);
    return bytes !== undefined && bytes <= (most ?? bytes) ? bytes : undefined;
  };
}
