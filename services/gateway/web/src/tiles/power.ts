import type { LatestHardware } from '@m4max/contracts';
import { whyMissing } from '../words/missing.ts';
import { count, figures, watts } from '../words/units.ts';
import type { Tile, TileReading } from './tile.ts';
import { known } from './tile.ts';

/** Power, with the thermal state beside it; where power is unknown the state alone is the reading. */
export function powerTile(hardware: LatestHardware): Tile {
  const { power } = hardware;
  const total = power?.system_watts ?? power?.combined_watts;
  const parts = partsOf(hardware);
  return {
    id: 'power',
    title: 'Power and heat',
    note: power?.system_watts === undefined ? '' : 'total',
    reading: readingOf(hardware, total),
    ...(total === undefined || total === 0 || parts.length === 0
      ? {}
      : {
          strip: {
            kind: 'stack',
            parts: parts.map(({ name, value }) => ({ name, ratio: Math.min(1, value / total) })),
          },
        }),
    captions: known([
      parts
        .map(({ name, value }) => `${name} ${value < 0.95 ? watts(value) : Math.round(value)}`)
        .join(' · '),
      heat(hardware),
    ]),
    series: 'power_combined_watts',
    unit: 'watts',
  };
}

function readingOf(hardware: LatestHardware, total: number | undefined): TileReading {
  const { thermal } = hardware;
  const state = thermal === undefined ? undefined : (thermal.state ?? thermal.reported);
  if (total !== undefined) {
    return {
      kind: 'known',
      value: watts(total),
      unit: 'W',
      ...(state === undefined ? {} : { beside: state }),
      estimated: false,
    };
  }
  if (state !== undefined) return { kind: 'known', value: state, unit: '', estimated: false };
  return { kind: 'unknown', why: whyMissing(hardware.missing, 'power') };
}

function partsOf({ power }: LatestHardware): readonly { name: string; value: number }[] {
  return [
    { name: 'CPU', value: power?.cpu_watts },
    { name: 'GPU', value: power?.gpu_watts },
    { name: 'ANE', value: power?.ane_watts },
    { name: 'DRAM', value: power?.dram_watts },
  ].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
}

function heat({ temperatures, fans }: LatestHardware): string {
  const hottest = temperatures?.toSorted((one, other) => other.celsius - one.celsius)[0];
  const fastest = fans?.toSorted((one, other) => other.rpm - one.rpm)[0];
  return known([
    hottest === undefined ? undefined : `${hottest.sensor} ${figures(hottest.celsius)} °C`,
    fastest === undefined ? undefined : `fan ${count(fastest.rpm)} rpm`,
  ]).join(' · ');
}
