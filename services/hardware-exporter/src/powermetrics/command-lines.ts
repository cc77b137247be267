/** Where macOS keeps it. */
export const SYSTEM_PATH = '/usr/bin/powermetrics';

/** One way to run powermetrics. */
export type CommandLine = {
  readonly intervalSeconds: number;
  readonly samplers: readonly string[];
  readonly format: 'plist' | 'text';
  readonly arguments: readonly string[];
};

/** Why a command line did not do. */
export type Refusal =
  | { readonly kind: 'unknown sampler'; readonly sampler: string }
  | { readonly kind: 'unreadable' };

type Row = Pick<CommandLine, 'samplers' | 'format'>;

/**
 * Every way in which powermetrics is ever run, best first. The table is closed, since the sudo rule
 * names each line word for word. The power of the Neural Engine comes with `cpu_power`. The last line
 * is for a powermetrics whose property list cannot be read.
 */
const table: readonly [Row, ...Row[]] = [
  { samplers: ['cpu_power', 'gpu_power', 'thermal', 'network', 'disk'], format: 'plist' },
  { samplers: ['cpu_power', 'gpu_power', 'thermal'], format: 'plist' },
  { samplers: ['cpu_power', 'gpu_power'], format: 'plist' },
  { samplers: ['cpu_power', 'thermal'], format: 'plist' },
  { samplers: ['cpu_power'], format: 'plist' },
  { samplers: ['cpu_power', 'gpu_power', 'thermal'], format: 'text' },
];

/** A powermetrics of root that lost its reader and cannot be killed ends by itself: within the hour at one sample a second. */
export const SAMPLES_A_RUN = 3600;

/** The line to begin with. */
export function bestLine(intervalSeconds: number): CommandLine {
  return lineOf(table[0], intervalSeconds);
}

/** All lines of the table at one interval, best first. */
export function commandLines(intervalSeconds: number): readonly CommandLine[] {
  return table.map((row) => lineOf(row, intervalSeconds));
}

/** powermetrics counts in whole milliseconds. Short options only: the long names changed with macOS. */
function lineOf({ samplers, format }: Row, intervalSeconds: number): CommandLine {
  const milliseconds = Math.round(intervalSeconds * 1000);
  return {
    intervalSeconds,
    samplers,
    format,
    arguments: [
      ...['-s', samplers.join(',')],
      ...['-i', String(milliseconds)],
      ...['-n', String(SAMPLES_A_RUN)],
      ...['-f', format],
      ...['-b', '0'],
    ],
  };
}

/** The sampler that a powermetrics refused, by what it wrote on standard error. */
export function refusedSampler(stderr: string): string | undefined {
  return /unrecognized sampler: (\S+)/.exec(stderr)?.[1];
}

/** The line to try after a refusal; `undefined` when another line would not help. Never goes back. */
export function nextLine(current: CommandLine, because: Refusal): CommandLine | undefined {
  if (current.format === 'text') return undefined;
  const lines = commandLines(current.intervalSeconds);
  if (because.kind === 'unreadable') return lines.find(({ format }) => format === 'text');
  if (!current.samplers.includes(because.sampler)) return undefined;
  const position = lines.findIndex((line) => line.samplers.join() === current.samplers.join());
  return lines
    .slice(position + 1)
    .find(({ format, samplers }) => format === 'plist' && !samplers.includes(because.sampler));
}

/**
 * How to start a line. Only the system's own powermetrics is run through `sudo -n`, which never asks
 * for a password; a path that was given is run as it is.
 */
export function invocation(options: {
  readonly path: string | undefined;
  readonly isRoot: boolean;
  readonly line: CommandLine;
}): { readonly program: string; readonly arguments: readonly string[] } {
  const { path, isRoot, line } = options;
  if (path !== undefined) return { program: path, arguments: line.arguments };
  if (isRoot) return { program: SYSTEM_PATH, arguments: line.arguments };
  return { program: 'sudo', arguments: ['-n', SYSTEM_PATH, ...line.arguments] };
}
