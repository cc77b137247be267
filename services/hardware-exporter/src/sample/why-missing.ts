import type { HardwareSample, HardwareSourceName, Missing } from '@m4max/contracts';
import { hardwareFieldSources } from '@m4max/contracts';
import { countsMemoryTraffic } from '../reading/chips.ts';

/** How the sources of a running exporter fare. */
export type Sources = {
  readonly platform: NodeJS.Platform;
  /** Why a source gives nothing, with what to do about it; one that delivers is not in it. */
  readonly silent: ReadonlyMap<HardwareSourceName, string>;
};

/** Of a source that has just started: nothing has to be done about what it will give. */
export const NOT_YET = 'not yet:';
const NO_WATTS = 'it is computed from the watts of the Neural Engine, which are not known';
const API_OF_THE_GPU =
  'macOS tells how long the GPU worked, not for which API: work of Metal Performance Shaders is in gpu.active_ratio';

/**
 * Every field that may end up without a value, with what a user can do about it: the word of the most
 * believed source that is silent. The reasons that sources give themselves go before these.
 */
export function whyMissing(
  { platform, silent }: Sources,
  chip: HardwareSample['chip'],
): readonly Missing[] {
  const isMac = platform === 'darwin';
  return [
    ...hardwareFieldSources.flatMap(({ field, optional, sources }) => {
      if (optional) return [];
      const reasons = sources.flatMap((source) => silent.get(source) ?? []);
      const reason = reasons.find((why) => why.startsWith(NOT_YET)) ?? reasons[0];
      return [{ field, reason: reason ?? `${sources.join(' and ')} gave no reading of it` }];
    }),
    ...(isMac
      ? [
          {
            field: 'cpu.tiers',
            reason: silent.get('powermetrics') ?? 'powermetrics named no tiers',
          },
          { field: 'gpu.metal_performance_shaders_ratio', reason: API_OF_THE_GPU },
        ]
      : []),
    { field: 'ane', reason: silent.get('powermetrics') ?? NO_WATTS },
    { field: 'energy', reason: silent.get('powermetrics') ?? 'no source in use meters energy' },
    { field: 'memory.bandwidth_bytes_per_second', reason: whyNoBandwidth(silent, chip) },
  ];
}

function whyNoBandwidth(silent: Sources['silent'], { name = '' }: HardwareSample['chip']): string {
  if (countsMemoryTraffic(name)) return silent.get('mactop') ?? 'mactop gave no reading of it';
  return `no tool counts the traffic between ${name === '' ? 'this chip' : name} and its memory`;
}
