import type { SourceName } from './config.ts';

/** Which sources are read, and in words why powermetrics is not. */
export type Plan = {
  readonly powermetrics:
    | { readonly kind: 'run' }
    | { readonly kind: 'not run'; readonly why: string };
  readonly systeminformation: boolean;
};

/** Chooses the sources. By default powermetrics is run on a Mac, and where a path to one is given. */
export function planSources(options: {
  readonly wanted: readonly SourceName[] | undefined;
  readonly platform: NodeJS.Platform;
  readonly path: string | undefined;
}): Plan {
  const { wanted, platform, path } = options;
  if (wanted !== undefined)
    return {
      powermetrics: wanted.includes('powermetrics')
        ? { kind: 'run' }
        : { kind: 'not run', why: 'powermetrics is not among HARDWARE_SOURCES' },
      systeminformation: wanted.includes('systeminformation'),
    };
  if (platform === 'darwin' || path !== undefined)
    return { powermetrics: { kind: 'run' }, systeminformation: true };
  const why = 'only a Mac has powermetrics, which reads it: run hardware-exporter on one';
  return { powermetrics: { kind: 'not run', why }, systeminformation: true };
}
