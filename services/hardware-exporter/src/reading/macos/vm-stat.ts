import type { Missing } from '@m4max/contracts';
import { knownFields } from '../known-fields.ts';
import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';
import { countOf } from './figures.ts';
import { pageCounters } from './page-counters.ts';

export const VM_STAT_HEAD = /^Mach Virtual Memory Statistics/;

const ANONYMOUS = 'Anonymous pages';
const PURGEABLE = 'Pages purgeable';
const WIRED = 'Pages wired down';
const COMPRESSOR = 'Pages occupied by compressor';

/**
 * Memory by `vm_stat`. Used is what Activity Monitor calls so: what programs hold, less what they let
 * the system take back, and the pages of the kernel and of the compressor.
 */
export function fromVmStat(text: string): Reading | undefined {
  if (!VM_STAT_HEAD.test(text)) return undefined;
  const pageBytes = countOf(/\(page size of (\d+) bytes\)/.exec(text)?.[1]);
  const counters = pageCounters(text);
  const bytesOf = (label: string) => {
    const pages = counters.get(label);
    return pages === undefined || pageBytes === undefined ? undefined : pages * pageBytes;
  };
  const wired = bytesOf(WIRED);
  const compressed = bytesOf(COMPRESSOR);
  const memory = knownFields({
    used_bytes: usedBytes({
      anonymous: bytesOf(ANONYMOUS),
      purgeable: bytesOf(PURGEABLE),
      wired,
      compressed,
    }),
    wired_bytes: wired,
    compressed_bytes: compressed,
  });
  const unknown = (label: string) => !counters.has(label);
  return {
    ...NOTHING,
    parts: Object.keys(memory).length === 0 ? {} : { memory },
    missing:
      pageBytes === undefined
        ? ['used_bytes', 'wired_bytes', 'compressed_bytes'].map((field) =>
            missing(field, 'vm_stat does not say how large a page is'),
          )
        : [
            ...(memory.used_bytes === undefined
              ? [missing('used_bytes', whyNotUsed(LABELS.filter(unknown)))]
              : []),
            ...(unknown(WIRED) ? [missing('wired_bytes', notListed([WIRED]))] : []),
            ...(unknown(COMPRESSOR) ? [missing('compressed_bytes', notListed([COMPRESSOR]))] : []),
          ],
  };
}

const LABELS = [ANONYMOUS, PURGEABLE, WIRED, COMPRESSOR];

function usedBytes(parts: {
  readonly anonymous: number | undefined;
  readonly purgeable: number | undefined;
  readonly wired: number | undefined;
  readonly compressed: number | undefined;
}): number | undefined {
  const { anonymous, purgeable, wired, compressed } = parts;
  if (anonymous === undefined || purgeable === undefined) return undefined;
  if (wired === undefined || compressed === undefined) return undefined;
  const used = anonymous - purgeable + wired + compressed;
  return used < 0 ? undefined : used;
}

function whyNotUsed(unknown: readonly string[]): string {
  return unknown.length === 0
    ? 'the counters of vm_stat contradict each other: more is purgeable than in use'
    : notListed(unknown);
}

function notListed(labels: readonly string[]): string {
  return `vm_stat has no readable figure for ${labels.map((label) => `"${label}"`).join(', ')}`;
}

function missing(field: string, reason: string): Missing {
  return { field: `memory.${field}`, reason };
}
