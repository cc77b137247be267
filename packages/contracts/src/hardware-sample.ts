import { z } from 'zod';
import { sampleHead } from './sample.ts';
import { Bytes, NonNegative, Ratio, Seconds } from './units.ts';

/** Which tool gave the readings; `fields` names the source of every path that another one gave. */
const Source = z.strictObject({
  name: z.string(),
  version: z.string().optional(),
  os_build: z.string().optional(),
  model: z.string().optional(),
  fields: z.record(z.string(), z.string()).optional(),
});

const Chip = z.strictObject({
  name: z.string().optional(),
  p_cores: z.int().nonnegative().optional(),
  e_cores: z.int().nonnegative().optional(),
  gpu_cores: z.int().nonnegative().optional(),
  ane_cores: z.int().nonnegative().optional(),
  memory_bytes: Bytes.optional(),
  memory_bandwidth_limit_bytes_per_second: NonNegative.optional(),
});

/** `tier` is the first letter of the cluster's name: E, P, M or S. */
const Tier = z.strictObject({
  tier: z.string().min(1),
  cores: z.int().positive(),
  active_ratio: Ratio,
  scaled_ratio: Ratio.optional(),
  frequency_hertz: NonNegative.optional(),
});

const Cluster = z.strictObject({
  name: z.string().min(1),
  tier: z.string().min(1),
  active_ratio: Ratio,
  frequency_hertz: NonNegative.optional(),
});

const Core = z.strictObject({
  core: z.int().nonnegative(),
  tier: z.string().min(1).optional(),
  cluster: z.string().min(1).optional(),
  active_ratio: Ratio,
  frequency_hertz: NonNegative.optional(),
});

const Cpu = z.strictObject({
  active_ratio: Ratio,
  performance_active_ratio: Ratio,
  load1: NonNegative.optional(),
  tiers: z.array(Tier),
  clusters: z.array(Cluster),
  cores: z.array(Core),
});

const Gpu = z.strictObject({
  active_ratio: Ratio.optional(),
  frequency_hertz: NonNegative.optional(),
  states: z.array(z.strictObject({ frequency_hertz: NonNegative, ratio: Ratio })).optional(),
});

/** The Neural Engine has no counter of its own: its share is computed from watts and says so. */
const NeuralEngine = z.strictObject({
  active_ratio_estimated: Ratio,
  tops_estimated: NonNegative.optional(),
  estimate: z.strictObject({ basis: z.string(), assumed_max_watts: z.number().positive() }),
});

const Memory = z.strictObject({
  total_bytes: Bytes.optional(),
  used_bytes: Bytes.optional(),
  wired_bytes: Bytes.optional(),
  compressed_bytes: Bytes.optional(),
  swap_total_bytes: Bytes.optional(),
  swap_used_bytes: Bytes.optional(),
  pressure: z.enum(['normal', 'warning', 'critical']).optional(),
  bandwidth_bytes_per_second: NonNegative.optional(),
  bandwidth_bytes_per_second_estimated: NonNegative.optional(),
});

const Power = z.strictObject({
  cpu_watts: NonNegative.optional(),
  gpu_watts: NonNegative.optional(),
  ane_watts: NonNegative.optional(),
  combined_watts: NonNegative.optional(),
  dram_watts: NonNegative.optional(),
  system_watts: NonNegative.optional(),
});

/** Joules since the exporter started; counters that survive a restart of the source. */
const Energy = z.strictObject({
  cpu_joules_total: NonNegative.optional(),
  gpu_joules_total: NonNegative.optional(),
  ane_joules_total: NonNegative.optional(),
});

export const ThermalState = z.enum(['nominal', 'fair', 'serious', 'critical']);
export type ThermalState = z.infer<typeof ThermalState>;

const Thermal = z.strictObject({
  state: ThermalState.optional(),
  level: z.int().min(0).max(4).optional(),
  /** The word the source used, kept even where it is not one we know. */
  reported: z.string(),
});

/** One reading of one machine. Sizes are bytes, ratios run from 0 to 1. */
export const HardwareSample = z
  .strictObject({
    ...sampleHead,
    window_seconds: Seconds.optional(),
    source: Source,
    chip: Chip,
    cpu: Cpu.optional(),
    gpu: Gpu.optional(),
    ane: NeuralEngine.optional(),
    memory: Memory.optional(),
    power: Power.optional(),
    energy: Energy.optional(),
    thermal: Thermal.optional(),
    temperatures: z.array(z.strictObject({ sensor: z.string(), celsius: z.number() })).optional(),
    fans: z
      .array(
        z.strictObject({ name: z.string(), rpm: NonNegative, max_rpm: NonNegative.optional() }),
      )
      .optional(),
    disk: z
      .strictObject({
        read_bytes_per_second: NonNegative.optional(),
        write_bytes_per_second: NonNegative.optional(),
        read_operations_per_second: NonNegative.optional(),
        write_operations_per_second: NonNegative.optional(),
      })
      .optional(),
    network: z
      .strictObject({
        receive_bytes_per_second: NonNegative.optional(),
        transmit_bytes_per_second: NonNegative.optional(),
      })
      .optional(),
    filesystems: z
      .array(z.strictObject({ mount: z.string().min(1), size_bytes: Bytes, used_bytes: Bytes }))
      .optional(),
    top_processes: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          cpu_cores_used: NonNegative,
          memory_bytes: Bytes.optional(),
        }),
      )
      .max(5)
      .optional(),
  })
  .meta({ id: 'HardwareSample' });
export type HardwareSample = z.infer<typeof HardwareSample>;
