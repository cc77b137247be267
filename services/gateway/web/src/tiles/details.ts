import type { LatestHardware } from '@m4max/contracts';
import { byteRate, count, figures, frequency, memorySize, percent } from '../words/units.ts';
import { bandwidthInWords } from './memory.ts';

export type Fact = { readonly name: string; readonly value: string };

/** What else is known about a tile's part, for its dialog. */
export function tileFacts(tileId: string, hardware: LatestHardware): readonly Fact[] {
  if (tileId.startsWith('tier:')) return processorFacts(hardware, tileId.slice('tier:'.length));
  switch (tileId) {
    case 'processor':
      return processorFacts(hardware, undefined);
    case 'memory':
      return memoryFacts(hardware);
    case 'power':
      return powerFacts(hardware);
    default:
      return [];
  }
}

function processorFacts({ cpu, top_processes: top }: LatestHardware, tier: string | undefined) {
  const clusters = (cpu?.clusters ?? []).filter(
    (cluster) => (tier ?? cluster.tier) === cluster.tier,
  );
  return [
    ...clusters.map(({ name, active_ratio, frequency_hertz: hertz }) => ({
      name,
      value: `${percent(active_ratio)} %${hertz === undefined ? '' : ` · ${frequency(hertz)}`}`,
    })),
    ...(top ?? []).map(({ name, cpu_cores_used: cores }) => ({
      name,
      value: `${figures(cores)} cores`,
    })),
  ];
}

function memoryFacts(hardware: LatestHardware): readonly Fact[] {
  const { memory, top_processes: top } = hardware;
  const sizes: readonly (readonly [string, number | undefined])[] = [
    ['In use', memory?.used_bytes],
    ['Wired', memory?.wired_bytes],
    ['Compressed', memory?.compressed_bytes],
    ['Swap in use', memory?.swap_used_bytes],
    ...(top ?? []).map(({ name, memory_bytes: bytes }) => [name, bytes] as const),
  ];
  return [
    ...sizes.flatMap(([name, bytes]) =>
      bytes === undefined ? [] : [{ name, value: size(bytes) }],
    ),
    { name: 'Bandwidth', value: bandwidthInWords(hardware) },
  ];
}

function powerFacts({ temperatures, fans, thermal, disk, network }: LatestHardware) {
  const rates: readonly (readonly [string, number | undefined])[] = [
    ['Disk read', disk?.read_bytes_per_second],
    ['Disk written', disk?.write_bytes_per_second],
    ['Received', network?.receive_bytes_per_second],
    ['Sent', network?.transmit_bytes_per_second],
  ];
  return [
    ...(thermal === undefined ? [] : [{ name: 'Thermal state', value: thermal.reported }]),
    ...(temperatures ?? []).map(({ sensor, celsius }) => ({
      name: sensor,
      value: `${figures(celsius)} °C`,
    })),
    ...(fans ?? []).map(({ name, rpm }) => ({ name, value: `${count(rpm)} rpm` })),
    ...rates.flatMap(([name, rate]) =>
      rate === undefined ? [] : [{ name, value: byteRate(rate) }],
    ),
  ];
}

function size(bytes: number): string {
  const { value, unit } = memorySize(bytes);
  return `${value} ${unit}`;
}
