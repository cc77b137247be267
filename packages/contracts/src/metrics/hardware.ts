import type { HardwareSample } from '../hardware-sample.ts';
import { ThermalState } from '../hardware-sample.ts';
import type { MetricRow, MetricValue } from './metric-row.ts';
import { known } from './metric-row.ts';

const MEMORY_PRESSURES = ['normal', 'warning', 'critical'] as const;

/** Everything that hardware-exporter says about a machine, as Prometheus and the alert rules see it. */
export const hardwareMetrics: readonly MetricRow<HardwareSample>[] = [
  {
    type: 'gauge',
    name: 'm4max_cpu_active_ratio',
    help: 'Share of time that all cores were active, as a mean over the cores.',
    labels: [],
    unit: 'percent',
    read: ({ cpu }) => known(cpu?.active_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_performance_active_ratio',
    help: 'Share of time that the fastest cores were active; all cores on a machine without tiers.',
    labels: [],
    unit: 'percent',
    read: ({ cpu }) => known(cpu?.performance_active_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_load1',
    help: 'Mean number of runnable processes over the last minute.',
    labels: [],
    unit: 'count',
    read: ({ cpu }) => known(cpu?.load1),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_tier_cores',
    help: 'Cores of a tier: E efficiency, P performance, M middle, S super.',
    labels: ['tier'],
    unit: 'count',
    read: ({ cpu }) => (cpu?.tiers ?? []).map(({ tier, cores }) => at({ tier }, cores)),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_tier_active_ratio',
    help: 'Share of time that the cores of a tier were active, as a mean over its cores.',
    labels: ['tier'],
    unit: 'percent',
    read: ({ cpu }) =>
      (cpu?.tiers ?? []).map(({ tier, active_ratio }) => at({ tier }, active_ratio)),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_tier_scaled_ratio',
    help: 'Share of what a tier could do at full clock, as a mean over its cores.',
    labels: ['tier'],
    unit: 'percent',
    read: ({ cpu }) =>
      (cpu?.tiers ?? []).flatMap(({ tier, scaled_ratio }) => known(scaled_ratio, { tier })),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_tier_frequency_hertz',
    help: 'Clock of a tier while its cores were active.',
    labels: ['tier'],
    unit: 'hertz',
    read: ({ cpu }) =>
      (cpu?.tiers ?? []).flatMap(({ tier, frequency_hertz }) => known(frequency_hertz, { tier })),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_cluster_active_ratio',
    help: 'Share of time that the cores of a cluster were active, as a mean over its cores.',
    labels: ['cluster', 'tier'],
    unit: 'percent',
    read: ({ cpu }) =>
      (cpu?.clusters ?? []).map(({ name, tier, active_ratio }) =>
        at({ cluster: name, tier }, active_ratio),
      ),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_cluster_frequency_hertz',
    help: 'Clock of a cluster, as the source reports it.',
    labels: ['cluster', 'tier'],
    unit: 'hertz',
    read: ({ cpu }) =>
      (cpu?.clusters ?? []).flatMap(({ name, tier, frequency_hertz }) =>
        known(frequency_hertz, { cluster: name, tier }),
      ),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_core_active_ratio',
    help: 'Share of time that a core was active; tier and cluster are empty where there are none.',
    labels: ['core', 'tier', 'cluster'],
    unit: 'percent',
    read: ({ cpu }) => (cpu?.cores ?? []).map((core) => at(coreLabels(core), core.active_ratio)),
  },
  {
    type: 'gauge',
    name: 'm4max_cpu_core_frequency_hertz',
    help: 'Clock of a core while it was active; 0 when it slept all the time.',
    labels: ['core', 'tier', 'cluster'],
    unit: 'hertz',
    read: ({ cpu }) =>
      (cpu?.cores ?? []).flatMap((core) => known(core.frequency_hertz, coreLabels(core))),
  },
  {
    type: 'gauge',
    name: 'm4max_gpu_active_ratio',
    help: 'Share of time that the GPU was active.',
    labels: [],
    unit: 'percent',
    read: ({ gpu }) => known(gpu?.active_ratio),
  },
  {
    type: 'gauge',
    name: 'm4max_gpu_frequency_hertz',
    help: 'Clock of the GPU while it was active.',
    labels: [],
    unit: 'hertz',
    read: ({ gpu }) => known(gpu?.frequency_hertz),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_active_ratio_estimated',
    help: 'Watts of the Neural Engine by an assumed maximum: an estimate, it has no counter.',
    labels: [],
    unit: 'percent',
    read: ({ ane }) => known(ane?.active_ratio_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_tops_estimated',
    help: 'Estimated share of the Neural Engine times its rated tera-operations a second.',
    labels: [],
    unit: 'count',
    read: ({ ane }) => known(ane?.tops_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_ane_assumed_max_watts',
    help: 'What the estimates of the Neural Engine take as its maximum.',
    labels: [],
    unit: 'watts',
    read: ({ ane }) => known(ane?.estimate.assumed_max_watts),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_total_bytes',
    help: 'Memory of the machine.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.total_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_used_bytes',
    help: 'Memory in use, without what the system can take back at once.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.used_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_used_ratio',
    help: 'Memory in use as a share of the memory of the machine.',
    labels: [],
    unit: 'percent',
    read: ({ memory }) => known(share(memory?.used_bytes, memory?.total_bytes)),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_wired_bytes',
    help: 'Memory that cannot be paged out.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.wired_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_compressed_bytes',
    help: 'Memory occupied by the compressor.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.compressed_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_swap_total_bytes',
    help: 'Swap space.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.swap_total_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_swap_used_bytes',
    help: 'Swap space in use.',
    labels: [],
    unit: 'bytes',
    read: ({ memory }) => known(memory?.swap_used_bytes),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_pressure_state',
    help: 'Memory pressure as the kernel sees it: 1 for the state it is in.',
    labels: ['state'],
    unit: 'level',
    read: ({ memory }) => oneHot(MEMORY_PRESSURES, memory?.pressure),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_bandwidth_bytes_per_second',
    help: 'Traffic between the chip and its memory, as measured.',
    labels: [],
    unit: 'bytes/s',
    read: ({ memory }) => known(memory?.bandwidth_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_bandwidth_bytes_per_second_estimated',
    help: 'Traffic between the chip and its memory, as estimated by the source.',
    labels: [],
    unit: 'bytes/s',
    read: ({ memory }) => known(memory?.bandwidth_bytes_per_second_estimated),
  },
  {
    type: 'gauge',
    name: 'm4max_memory_bandwidth_limit_bytes_per_second',
    help: 'Rated traffic between the chip and its memory.',
    labels: [],
    unit: 'bytes/s',
    read: ({ chip }) => known(chip.memory_bandwidth_limit_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_power_cpu_watts',
    help: 'Power of the CPU.',
    labels: [],
    unit: 'watts',
    read: ({ power }) => known(power?.cpu_watts),
  },
  {
    type: 'gauge',
    name: 'm4max_power_gpu_watts',
    help: 'Power of the GPU.',
    labels: [],
    unit: 'watts',
    read: ({ power }) => known(power?.gpu_watts),
  },
  {
    type: 'gauge',
    name: 'm4max_power_ane_watts',
    help: 'Power of the Neural Engine.',
    labels: [],
    unit: 'watts',
    read: ({ power }) => known(power?.ane_watts),
  },
  {
    type: 'gauge',
    name: 'm4max_power_combined_watts',
    help: 'Power of CPU, GPU and Neural Engine together.',
    labels: [],
    unit: 'watts',
    read: ({ power }) => known(power?.combined_watts),
  },
  {
    type: 'gauge',
    name: 'm4max_power_dram_watts',
    help: 'Power of the memory.',
    labels: [],
    unit: 'watts',
    read: ({ power }) => known(power?.dram_watts),
  },
  {
    type: 'gauge',
    name: 'm4max_power_system_watts',
    help: 'Power of the whole machine.',
    labels: [],
    unit: 'watts',
    read: ({ power }) => known(power?.system_watts),
  },
  {
    type: 'counter',
    name: 'm4max_energy_cpu_joules_total',
    help: 'Energy taken by the CPU since the exporter started.',
    labels: [],
    unit: 'joules',
    read: ({ energy }) => known(energy?.cpu_joules_total),
  },
  {
    type: 'counter',
    name: 'm4max_energy_gpu_joules_total',
    help: 'Energy taken by the GPU since the exporter started.',
    labels: [],
    unit: 'joules',
    read: ({ energy }) => known(energy?.gpu_joules_total),
  },
  {
    type: 'counter',
    name: 'm4max_energy_ane_joules_total',
    help: 'Energy taken by the Neural Engine since the exporter started.',
    labels: [],
    unit: 'joules',
    read: ({ energy }) => known(energy?.ane_joules_total),
  },
  {
    type: 'gauge',
    name: 'm4max_thermal_level',
    help: 'Thermal pressure: 0 nominal, 1 moderate, 2 heavy, 3 trapping, 4 sleeping.',
    labels: [],
    unit: 'level',
    read: ({ thermal }) => known(thermal?.level),
  },
  {
    type: 'gauge',
    name: 'm4max_thermal_state',
    help: 'Thermal state in the words of macOS: 1 for the state the machine is in.',
    labels: ['state'],
    unit: 'level',
    read: ({ thermal }) => oneHot(ThermalState.options, thermal?.state),
  },
  {
    type: 'gauge',
    name: 'm4max_temperature_celsius',
    help: 'Temperature of a sensor.',
    labels: ['sensor'],
    unit: 'celsius',
    read: ({ temperatures }) =>
      (temperatures ?? []).map(({ sensor, celsius }) => at({ sensor }, celsius)),
  },
  {
    type: 'gauge',
    name: 'm4max_fan_rpm',
    help: 'Turns a minute of a fan.',
    labels: ['fan'],
    unit: 'rpm',
    read: ({ fans }) => (fans ?? []).map(({ name, rpm }) => at({ fan: name }, rpm)),
  },
  {
    type: 'gauge',
    name: 'm4max_fan_max_rpm',
    help: 'Turns a minute that a fan can reach.',
    labels: ['fan'],
    unit: 'rpm',
    read: ({ fans }) => (fans ?? []).flatMap(({ name, max_rpm }) => known(max_rpm, { fan: name })),
  },
  {
    type: 'gauge',
    name: 'm4max_disk_read_bytes_per_second',
    help: 'Bytes read from all disks.',
    labels: [],
    unit: 'bytes/s',
    read: ({ disk }) => known(disk?.read_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_disk_write_bytes_per_second',
    help: 'Bytes written to all disks.',
    labels: [],
    unit: 'bytes/s',
    read: ({ disk }) => known(disk?.write_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_disk_read_operations_per_second',
    help: 'Reads from all disks.',
    labels: [],
    unit: 'per second',
    read: ({ disk }) => known(disk?.read_operations_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_disk_write_operations_per_second',
    help: 'Writes to all disks.',
    labels: [],
    unit: 'per second',
    read: ({ disk }) => known(disk?.write_operations_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_network_receive_bytes_per_second',
    help: 'Bytes received on the network interfaces of the machine.',
    labels: [],
    unit: 'bytes/s',
    read: ({ network }) => known(network?.receive_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_network_transmit_bytes_per_second',
    help: 'Bytes sent on the network interfaces of the machine.',
    labels: [],
    unit: 'bytes/s',
    read: ({ network }) => known(network?.transmit_bytes_per_second),
  },
  {
    type: 'gauge',
    name: 'm4max_filesystem_size_bytes',
    help: 'Size of a mounted filesystem.',
    labels: ['mount'],
    unit: 'bytes',
    read: ({ filesystems }) =>
      (filesystems ?? []).map(({ mount, size_bytes }) => at({ mount }, size_bytes)),
  },
  {
    type: 'gauge',
    name: 'm4max_filesystem_used_bytes',
    help: 'Bytes in use on a mounted filesystem.',
    labels: ['mount'],
    unit: 'bytes',
    read: ({ filesystems }) =>
      (filesystems ?? []).map(({ mount, used_bytes }) => at({ mount }, used_bytes)),
  },
  {
    type: 'gauge',
    name: 'm4max_filesystem_used_ratio',
    help: 'Share of a mounted filesystem that is in use.',
    labels: ['mount'],
    unit: 'percent',
    read: ({ filesystems }) =>
      (filesystems ?? []).flatMap(({ mount, size_bytes, used_bytes }) =>
        known(share(used_bytes, size_bytes), { mount }),
      ),
  },
  {
    type: 'gauge',
    name: 'm4max_sample_interval_seconds',
    help: 'How often the machine is read.',
    labels: [],
    unit: 'seconds',
    read: ({ interval_seconds }) => known(interval_seconds),
  },
  {
    type: 'gauge',
    name: 'm4max_sample_window_seconds',
    help: 'The time that the last reading really covered, by the source.',
    labels: [],
    unit: 'seconds',
    read: ({ window_seconds }) => known(window_seconds),
  },
  {
    type: 'gauge',
    name: 'm4max_sample_taken_timestamp_seconds',
    help: 'When the last reading was taken.',
    labels: [],
    unit: 'seconds',
    read: ({ taken_at }) => known(Date.parse(taken_at) / 1000),
  },
  {
    type: 'gauge',
    name: 'm4max_sample_missing_fields',
    help: 'Fields that could not be read; the sample says why.',
    labels: [],
    unit: 'count',
    read: ({ missing }) => known(missing.length),
  },
  {
    type: 'gauge',
    name: 'm4max_source_info',
    help: 'The tool that gave the reading and the machine that it ran on.',
    labels: ['source', 'version', 'hw_model', 'os_build'],
    unit: 'count',
    read: ({ source: { name, version, model, os_build } }) =>
      known(1, {
        source: name,
        version: version ?? '',
        hw_model: model ?? '',
        os_build: os_build ?? '',
      }),
  },
  {
    type: 'gauge',
    name: 'm4max_chip_info',
    help: 'The chip of the machine.',
    labels: ['chip'],
    unit: 'count',
    read: ({ chip }) => (chip.name === undefined ? [] : known(1, { chip: chip.name })),
  },
];

function at(labels: Readonly<Record<string, string>>, value: number): MetricValue {
  return { labels, value };
}

function coreLabels({
  core,
  tier = '',
  cluster = '',
}: {
  readonly core: number;
  readonly tier?: string | undefined;
  readonly cluster?: string | undefined;
}): Readonly<Record<string, string>> {
  return { core: String(core), tier, cluster };
}

/** Part of a whole; nothing when either is unknown or the whole is empty. */
function share(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole <= 0 ? undefined : part / whole;
}

/** One series per state, 1 for the one that holds: changes of state leave no stale series behind. */
function oneHot(states: readonly string[], current: string | undefined): readonly MetricValue[] {
  if (current === undefined) return [];
  return states.map((state) => at({ state }, state === current ? 1 : 0));
}
