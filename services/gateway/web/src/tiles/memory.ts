import type { LatestHardware } from '@m4max/contracts';
import { whyMissing } from '../words/missing.ts';
import { bound, byteRate, gigabytes, memorySize } from '../words/units.ts';
import type { Strip, Tile } from './tile.ts';
import { known, unknown } from './tile.ts';

export function memoryTile(hardware: LatestHardware): Tile {
  const { memory, chip } = hardware;
  const total = memory?.total_bytes ?? chip.memory_bytes;
  const shared = {
    id: 'memory',
    title: 'Memory',
    note: total === undefined ? '' : `of ${bound(gigabytes(total))} GB`,
    series: 'memory_used_bytes',
    unit: 'bytes',
    ...(total === undefined ? {} : { full: total }),
  } as const;
  const used = memory?.used_bytes;
  if (memory === undefined || used === undefined) {
    return { ...shared, reading: unknown(hardware, 'memory.used_bytes'), captions: [] };
  }
  const parts = partsOf(memory, used);
  return {
    ...shared,
    reading: {
      kind: 'known',
      value: gigabytes(used),
      unit: 'GB',
      estimated: false,
    },
    ...(total === undefined ? {} : { strip: stackOf(parts, total) }),
    captions: known([
      parts.length === 1
        ? undefined
        : parts.map(({ name, bytes }) => `${name} ${wholeGigabytes(bytes)}`).join(' · '),
      known([
        memory.pressure === undefined ? undefined : `pressure ${memory.pressure}`,
        swap(memory.swap_used_bytes),
      ]).join(' · '),
    ]),
  };
}

/** Parts need no decimal once they are large. */
function wholeGigabytes(bytes: number): string {
  const size = bytes / 1024 ** 3;
  return size < 9.5 ? bound(gigabytes(bytes)) : size.toFixed(0);
}

/** Bytes a second between the chip and its memory, measured or estimated, or why neither is known. */
export function bandwidthInWords(hardware: LatestHardware): string {
  const { memory, chip } = hardware;
  const limit = chip.memory_bandwidth_limit_bytes_per_second;
  const of = limit === undefined ? '' : ` of ${byteRate(limit)}`;
  const measured = memory?.bandwidth_bytes_per_second;
  if (measured !== undefined) return `${byteRate(measured)}${of}`;
  const estimated = memory?.bandwidth_bytes_per_second_estimated;
  if (estimated !== undefined) return `≈ ${byteRate(estimated)}${of} (estimate)`;
  return whyMissing(hardware.missing, 'memory.bandwidth_bytes_per_second');
}

type Part = { readonly name: string; readonly bytes: number };

/** What is in use, split where the split is known: applications have what is neither wired nor compressed. */
function partsOf(memory: NonNullable<LatestHardware['memory']>, used: number): readonly Part[] {
  const { wired_bytes: wired, compressed_bytes: compressed } = memory;
  if (wired === undefined && compressed === undefined) return [{ name: 'used', bytes: used }];
  const rest = used - (wired ?? 0) - (compressed ?? 0);
  return [
    { name: 'app', bytes: rest },
    { name: 'wired', bytes: wired ?? 0 },
    { name: 'compressed', bytes: compressed ?? 0 },
  ].filter(({ bytes }) => bytes > 0);
}

function stackOf(parts: readonly Part[], total: number): Strip {
  return {
    kind: 'stack',
    parts: parts.map(({ name, bytes }) => ({ name, ratio: Math.min(1, bytes / total) })),
  };
}

function swap(bytes: number | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  if (bytes === 0) return 'no swap';
  const { value, unit } = memorySize(bytes);
  return `swap ${value} ${unit}`;
}
