/** Where macOS keeps it. */
const SYSTEM_PATH = '/usr/bin/powermetrics';

/** What is asked of powermetrics; the power of the Neural Engine comes with `cpu_power`. */
export const SAMPLERS: readonly string[] = ['cpu_power', 'gpu_power', 'thermal'];

/**
 * The command line. Only the system's own powermetrics is run through `sudo -n`, which never asks for
 * a password and whose rule names these very arguments; a path that was given is run as it is.
 */
export function commandLine(options: {
  readonly path: string | undefined;
  readonly isRoot: boolean;
  readonly samplers: readonly string[];
  readonly intervalSeconds: number;
}): { readonly program: string; readonly arguments: readonly string[] } {
  const { path, isRoot, samplers, intervalSeconds } = options;
  const milliseconds = String(Math.round(intervalSeconds * 1000));
  const flags = ['-s', samplers.join(','), '-i', milliseconds, '-f', 'plist', '-b', '0'];
  if (path !== undefined) return { program: path, arguments: flags };
  if (isRoot) return { program: SYSTEM_PATH, arguments: flags };
  return { program: 'sudo', arguments: ['-n', SYSTEM_PATH, ...flags] };
}
