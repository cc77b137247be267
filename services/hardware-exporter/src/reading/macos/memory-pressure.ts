import { knownFields } from '../known-fields.ts';
import type { Reading } from '../reading.ts';
import { NOTHING } from '../reading.ts';
import { countOf, ratioOfPercent } from './figures.ts';
import { pageCounters } from './page-counters.ts';

export const MEMORY_PRESSURE_HEAD = /^The system has \d+ \(|^System-wide memory free percentage:/;

const SIZE = /^The system has (\d+) \(\d+ pages with a page size of (\d+)\)/m;
const FREE = /^System-wide memory free percentage:\s*(\d+)%/m;

/** Memory by `memory_pressure`: with `-Q` its size and what is free, otherwise some counters as well. */
export function fromMemoryPressure(text: string): Reading | undefined {
  const size = SIZE.exec(text);
  const free = FREE.exec(text);
  if (size === null && free === null) return undefined;
  const pageBytes = countOf(size?.[2]);
  const counters = pageCounters(text);
  const bytesOf = (label: string) => {
    const pages = counters.get(label);
    return pages === undefined || pageBytes === undefined ? undefined : pages * pageBytes;
  };
  const memory = knownFields({
    total_bytes: countOf(size?.[1]),
    wired_bytes: bytesOf('Pages wired down'),
    compressed_bytes: bytesOf('Pages used by compressor'),
    free_ratio: ratioOfPercent(free?.[1]),
  });
  return {
    ...NOTHING,
    parts: { memory },
    missing: [
      ...Object.entries(ABSENT).flatMap(([field, reason]) =>
        field in memory ? [] : [{ field: `memory.${field}`, reason }],
      ),
    ],
  };
}

/** Why a field is not there. `-Q` leaves the counters out. */
const ABSENT = {
  total_bytes: 'memory_pressure does not say the size of the memory',
  used_bytes: 'memory_pressure does not count the pages of programs: vm_stat does',
  wired_bytes: 'memory_pressure lists no counter of it: vm_stat does',
  compressed_bytes: 'memory_pressure lists no counter of it: vm_stat does',
  free_ratio: 'memory_pressure gives no percentage of free memory',
};
