import type { LatestHardware } from '@m4max/contracts';
import { figures, frequency, percent } from '../words/units.ts';
import type { Tile } from './tile.ts';
import { known, unknown } from './tile.ts';

const tierTitles: Readonly<Record<string, string>> = {
  S: 'Super cores',
  P: 'Performance cores',
  M: 'Middle cores',
  E: 'Efficiency cores',
};

/** A tile for each tier of cores, fastest first; one for all where the machine has none. */
export function processorTiles(hardware: LatestHardware): readonly Tile[] {
  const { cpu } = hardware;
  const measured = (cpu?.tiers ?? []).flatMap(({ active_ratio, ...tier }) =>
    active_ratio === undefined ? [] : [{ ...tier, active_ratio }],
  );
  if (cpu === undefined || measured.length === 0) return [wholeProcessor(hardware)];
  const order = Object.keys(tierTitles);
  return measured
    .toSorted((one, other) => order.indexOf(one.tier) - order.indexOf(other.tier))
    .map((tier, index) => {
      const cores = cpu.cores.filter((core) => core.tier === tier.tier);
      return {
        id: `tier:${tier.tier}`,
        title: tierTitles[tier.tier] ?? `${tier.tier} cores`,
        note: tier.cores === undefined ? '' : `${tier.cores}`,
        reading: {
          kind: 'known',
          value: percent(tier.active_ratio),
          unit: '%',
          ...beside(tier.frequency_hertz),
          estimated: false,
        },
        strip: stripOf(
          cores.map(({ active_ratio }) => active_ratio),
          tier.active_ratio,
        ),
        captions: known([joined(busiest(cores), index === 0 ? load(cpu.load1) : undefined)]),
        series: `cpu_tier_active_ratio:${tier.tier}`,
        unit: 'ratio',
        full: 1,
      };
    });
}

function wholeProcessor(hardware: LatestHardware): Tile {
  const { cpu, chip } = hardware;
  const shared = {
    id: 'processor',
    title: 'Processor',
    series: 'cpu_active_ratio',
    unit: 'ratio',
    full: 1,
  } as const;
  const active = cpu?.active_ratio;
  if (cpu === undefined || active === undefined) {
    return { ...shared, note: '', reading: unknown(hardware, 'cpu.active_ratio'), captions: [] };
  }
  const cores = cpu.cores.length;
  return {
    ...shared,
    note: cores === 0 ? '' : `${cores} ${cores === 1 ? 'core' : 'cores'}`,
    reading: {
      kind: 'known',
      value: percent(active),
      unit: '%',
      ...beside(highestFrequency(cpu.cores)),
      estimated: false,
    },
    strip: stripOf(
      cpu.cores.map(({ active_ratio }) => active_ratio),
      active,
    ),
    captions: known([chip.name, joined(busiest(cpu.cores), load(cpu.load1))]),
  };
}

function beside(hertz: number | undefined): { beside?: string } {
  return hertz === undefined ? {} : { beside: frequency(hertz) };
}

function stripOf(ratios: readonly number[], whole: number): NonNullable<Tile['strip']> {
  if (ratios.length === 0) return { kind: 'meter', ratio: whole, estimated: false };
  return { kind: 'bars', ratios };
}

type Core = { readonly active_ratio: number; readonly frequency_hertz?: number | undefined };

function busiest(cores: readonly Core[]): string | undefined {
  if (cores.length === 0) return undefined;
  return `busiest ${percent(Math.max(...cores.map(({ active_ratio }) => active_ratio)))} %`;
}

function highestFrequency(cores: readonly Core[]): number | undefined {
  const measured = cores.flatMap(({ frequency_hertz }) => frequency_hertz ?? []);
  return measured.length === 0 ? undefined : Math.max(...measured);
}

function joined(...words: readonly (string | undefined)[]): string {
  return known(words).join(' · ');
}

function load(load1: number | undefined): string | undefined {
  return load1 === undefined ? undefined : `load ${figures(load1)}`;
}
