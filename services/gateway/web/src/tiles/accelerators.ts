import type { LatestHardware } from '@m4max/contracts';
import { figures, frequency, percent, watts } from '../words/units.ts';
import type { Tile } from './tile.ts';
import { known, unknown } from './tile.ts';

export function gpuTile(hardware: LatestHardware): Tile {
  const { gpu, chip, power } = hardware;
  const active = gpu?.active_ratio;
  const shared = {
    id: 'gpu',
    title: 'GPU',
    note: chip.gpu_cores === undefined ? '' : `${chip.gpu_cores} cores`,
    series: 'gpu_active_ratio',
    unit: 'ratio',
    full: 1,
  } as const;
  if (active === undefined) {
    return { ...shared, reading: unknown(hardware, 'gpu.active_ratio'), captions: [] };
  }
  const hertz = gpu?.frequency_hertz;
  return {
    ...shared,
    reading: {
      kind: 'known',
      value: percent(active),
      unit: '%',
      ...(hertz === undefined ? {} : { beside: frequency(hertz) }),
      estimated: false,
    },
    strip: { kind: 'meter', ratio: active, estimated: false },
    captions: known([power?.gpu_watts === undefined ? undefined : `${watts(power.gpu_watts)} W`]),
  };
}

/** There is no counter for the Neural Engine: its tile says that it is a guess, and from what. */
export function neuralEngineTile(hardware: LatestHardware): Tile {
  const { ane, chip, power } = hardware;
  const shared = {
    id: 'ane',
    title: 'Neural Engine',
    series: 'ane_active_ratio_estimated',
    unit: 'ratio',
    full: 1,
  } as const;
  if (ane === undefined) {
    const note = chip.ane_cores === undefined ? '' : `${chip.ane_cores} cores`;
    return { ...shared, note, reading: unknown(hardware, 'ane'), captions: [] };
  }
  const drawn = power?.ane_watts;
  const { basis, assumed_max_watts: assumed } = ane.estimate;
  return {
    ...shared,
    note: 'estimate',
    reading: {
      kind: 'known',
      value: percent(ane.active_ratio_estimated),
      unit: '%',
      ...(drawn === undefined ? {} : { beside: `${watts(drawn)} W` }),
      estimated: true,
    },
    strip: { kind: 'meter', ratio: ane.active_ratio_estimated, estimated: true },
    captions: known([
      assumed === undefined ? `from ${basis}` : `by its power, ${figures(assumed)} W assumed`,
      ane.tops_estimated === undefined ? undefined : `≈ ${figures(ane.tops_estimated)} TOPS`,
    ]),
  };
}
