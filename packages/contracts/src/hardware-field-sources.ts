import { z } from 'zod';

/** The tools that can be asked about a machine, in the order in which they are believed. */
export const HardwareSourceName = z.enum([
  'powermetrics',
  'macmon',
  'mactop',
  'macos',
  'systeminformation',
]);
export type HardwareSourceName = z.infer<typeof HardwareSourceName>;

/** Which sources can give a field of a HardwareSample, the most believed first. */
export type FieldSources = {
  /** A part of the sample, or one of its fields by a dotted path. */
  readonly field: string;
  /** Parts that only make sense whole are taken from one source: the first that knows this of them. */
  readonly needs?: string;
  /** It says something of this field, which stands before it in the table: taken from the same source only. */
  readonly besides?: string;
  /** Absent without a reason of its own: another field says it, or it belongs to some machines only. */
  readonly optional?: true;
  readonly sources: readonly HardwareSourceName[];
};

/**
 * The order in which sources are believed, field by field. Where it departs from the usual one:
 * macOS' own counters tell memory in more detail than the tools; a kernel counts the time of its cores
 * better than mactop, which takes cores that are switched off for busy; and mactop's word for thermal
 * pressure stood still for years. Only macOS 11 and 12 told powermetrics the watts of the memory.
 */
export const hardwareFieldSources: readonly FieldSources[] = [
  {
    field: 'cpu',
    needs: 'active_ratio',
    sources: ['powermetrics', 'macmon', 'systeminformation', 'mactop', 'macos'],
  },
  { field: 'cpu.load1', sources: ['systeminformation', 'macos'] },
  { field: 'gpu', needs: 'active_ratio', sources: ['powermetrics', 'macmon', 'mactop', 'macos'] },
  { field: 'ane', optional: true, sources: ['mactop'] },
  { field: 'memory.total_bytes', sources: ['macos', 'macmon', 'mactop', 'systeminformation'] },
  { field: 'memory.used_bytes', sources: ['macos', 'macmon', 'mactop', 'systeminformation'] },
  { field: 'memory.wired_bytes', sources: ['macos'] },
  { field: 'memory.compressed_bytes', sources: ['macos'] },
  { field: 'memory.swap_total_bytes', sources: ['macos', 'macmon', 'mactop', 'systeminformation'] },
  { field: 'memory.swap_used_bytes', sources: ['macos', 'macmon', 'mactop', 'systeminformation'] },
  { field: 'memory.pressure', sources: ['macos'] },
  { field: 'memory.free_ratio', sources: ['macos'] },
  { field: 'memory.bandwidth_bytes_per_second', optional: true, sources: ['mactop'] },
  { field: 'memory.bandwidth_bytes_per_second_estimated', optional: true, sources: ['mactop'] },
  { field: 'memory.bandwidth_estimate', optional: true, sources: ['mactop'] },
  { field: 'power.cpu_watts', sources: ['powermetrics', 'macmon', 'mactop'] },
  { field: 'power.gpu_watts', sources: ['powermetrics', 'macmon', 'mactop'] },
  { field: 'power.ane_watts', sources: ['powermetrics', 'macmon', 'mactop'] },
  { field: 'power.combined_watts', sources: ['powermetrics', 'macmon', 'mactop'] },
  {
    field: 'power.window_seconds',
    besides: 'power.cpu_watts',
    optional: true,
    sources: ['powermetrics', 'macmon', 'mactop'],
  },
  { field: 'power.dram_watts', sources: ['macmon', 'mactop', 'powermetrics'] },
  { field: 'power.gpu_sram_watts', sources: ['macmon', 'mactop'] },
  { field: 'power.system_watts', sources: ['macmon', 'mactop'] },
  { field: 'thermal', sources: ['powermetrics', 'mactop', 'macos'] },
  { field: 'temperatures', sources: ['macmon', 'mactop', 'systeminformation'] },
  { field: 'fans', sources: ['macmon', 'mactop'] },
  { field: 'disk', sources: ['powermetrics', 'mactop', 'systeminformation'] },
  { field: 'network', sources: ['powermetrics', 'mactop', 'systeminformation'] },
  { field: 'filesystems', sources: ['systeminformation'] },
  { field: 'top_processes', sources: ['systeminformation'] },
];
