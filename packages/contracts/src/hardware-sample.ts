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
  cores: z.int().positive().optional(),
  active_ratio: Ratio.optional(),
  scaled_ratio: Ratio.optional(),
  frequency_hertz: NonNegative.optional(),
});

const Cluster = z.strictObject({
  name: z.string().min(1),
  tier: z.string().min(1),
  active_ratio: Ratio,
  scaled_ratio: Ratio.optional(),
  frequency_hertz: NonNegative.optional(),
});

const Core = z.strictObject({
  core: z.int().nonnegative(),
  tier: z.string().min(1).optional(),
  cluster: z.string().min(1).optional(),
  active_ratio: Ratio,
  scaled_ratio: Ratio.optional(),
  frequency_hertz: NonNegative.optional(),
});

/**
 * An active ratio is a share of time; a scaled one weighs it by the clock, so that 1 is all the time
 * at full clock. Sources that know only one of them leave the other out.
 */
const Cpu = z.strictObject({
  active_ratio: Ratio.optional(),
  performance_active_ratio: Ratio.optional(),
  load1: NonNegative.optional(),
  tiers: z.array(Tier),
  clusters: z.array(Cluster),
  cores: z.array(Core),
});

const Gpu = z.strictObject({
  active_ratio: Ratio.optional(),
  scaled_ratio: Ratio.optional(),
  frequency_hertz: NonNegative.optional(),
  states: z.array(z.strictObject({ frequency_hertz: NonNegative, ratio: Ratio })).optional(),
});

/**
 * The Neural Engine has no counter of its own: its share is computed and says from what. Where that
 * is its power, with the power that is taken for full use.
 */
const NeuralEngine = z.strictObject({
  active_ratio_estimated: Ratio,
  tops_estimated: NonNegative.optional(),
  estimate: z.strictObject({
    basis: z.string(),
    assumed_max_watts: z.number().positive().optional(),
  }),
});

/** How traffic to the memory was guessed; the numbers are there where it came from the memory's power. */
const BandwidthEstimate = z.strictObject({
  basis: z.string(),
  assumed_idle_watts: NonNegative.optional(),
  assumed_bytes_per_joule: z.number().positive().optional(),
});

const Memory = z.strictObject({
  total_bytes: Bytes.optional(),
  used_bytes: Bytes.optional(),
  wired_bytes: Bytes.optional(),
  compressed_bytes: Bytes.optional(),
  swap_total_bytes: Bytes.optional(),
  swap_used_bytes: Bytes.optional(),
  pressure: z.enum(['normal', 'warning', 'critical']).optional(),
  /** What the kernel calls free when it decides on the pressure: more than lies idle. */
  free_ratio: Ratio.optional(),
  bandwidth_bytes_per_second: NonNegative.optional(),
  bandwidth_bytes_per_second_estimated: NonNegative.optional(),
  bandwidth_estimate: BandwidthEstimate.optional(),
});

const Power = z.strictObject({
  cpu_watts: NonNegative.optional(),
  gpu_watts: NonNegative.optional(),
  ane_watts: NonNegative.optional(),
  combined_watts: NonNegative.optional(),
  dram_watts: NonNegative.optional(),
  gpu_sram_watts: NonNegative.optional(),
  system_watts: NonNegative.optional(),
  /** Where meters tick slower than the samples: the time that the watts of CPU, GPU and ANE are a mean over. */
  window_seconds: Seconds.optional(),
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
