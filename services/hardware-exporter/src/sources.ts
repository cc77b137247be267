import type { HardwareSourceName } from '@m4max/contracts';
import { HardwareSourceName as SourceName } from '@m4max/contracts';
import type { Config } from './config.ts';

/** Tools that exist on Macs only. */
const OF_A_MAC: readonly HardwareSourceName[] = ['powermetrics', 'macmon', 'mactop', 'macos'];

/**
 * The sources that are not read, with the reason in words. By default a Mac reads all of them; elsewhere
 * only the operating system is asked, and tools whose path is given.
 */
export function unusedSources(
  config: Pick<Config, 'HARDWARE_SOURCES' | 'POWERMETRICS_PATH' | 'MACMON_PATH' | 'MACTOP_PATH'>,
  platform: NodeJS.Platform,
): ReadonlyMap<HardwareSourceName, string> {
  const { HARDWARE_SOURCES: wanted } = config;
  const paths: Partial<Record<HardwareSourceName, string | undefined>> = {
    powermetrics: config.POWERMETRICS_PATH,
    macmon: config.MACMON_PATH,
    mactop: config.MACTOP_PATH,
  };
  const whyNot = (source: HardwareSourceName): string | undefined => {
    if (wanted !== undefined)
      return wanted.includes(source) ? undefined : `${source} is not among HARDWARE_SOURCES`;
    if (platform === 'darwin' || paths[source] !== undefined || !OF_A_MAC.includes(source))
      return undefined;
    return 'only a Mac tells it: run hardware-exporter on one';
  };
  return new Map(
    SourceName.options.flatMap((source) => {
      const why = whyNot(source);
      return why === undefined ? [] : [[source, why] as const];
    }),
  );
}
