import type { HardwareSourceName } from '@m4max/contracts';
import { HardwareSourceName as SourceName } from '@m4max/contracts';

/** Tools that exist on Macs only. */
const OF_A_MAC: readonly HardwareSourceName[] = ['powermetrics', 'macmon', 'mactop', 'macos'];

/**
 * The sources that are not read, with the reason in words. By default a Mac reads all of them; elsewhere
 * only the operating system is asked, and tools whose path is given.
 */
export function unusedSources(options: {
  readonly wanted: readonly HardwareSourceName[] | undefined;
  readonly platform: NodeJS.Platform;
  readonly paths: Partial<Record<HardwareSourceName, string | undefined>>;
}): ReadonlyMap<HardwareSourceName, string> {
  const { wanted, platform, paths } = options;
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
