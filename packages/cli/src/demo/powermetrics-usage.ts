/**
 * The options of powermetrics, which changed with macOS 12, and its samplers, which changed with 13.
 * Named as its help names them on 11 and 12; that 13 and later kept those of 12 is what its manual says.
 */
type Option = {
  readonly name: string;
  readonly short?: string;
  /** What stands behind it; without, it takes nothing. */
  readonly value?: 'N' | 'size' | 'file' | 'method' | 'format' | 'samplers';
  readonly about: string;
};
export type Dialect = {
  readonly options: readonly Option[];
  readonly samplers: readonly string[];
  readonly defaultSamplers: readonly string[];
  readonly synopsis: string;
};

const OPTIONS: readonly Option[] = [
  { name: 'help', short: 'h', about: 'this text' },
  { name: 'samplers', short: 's', value: 'samplers', about: 'what to sample, comma separated' },
  { name: 'buffer-size', short: 'b', value: 'size', about: 'output buffer: 0 none, 1 a line' },
  { name: 'sample-count', short: 'n', value: 'N', about: 'samples to take, -1 endless' },
  { name: 'wakeup-cost', short: 't', value: 'N', about: 'microseconds a wakeup counts for' },
  { name: 'format', short: 'f', value: 'format', about: 'text or plist' },
  { name: 'poweravg', short: 'a', value: 'N', about: 'an average every N samples, 0 never' },
  { name: 'show-initial-usage', about: 'a first sample since the boot' },
  { name: 'show-usage-summary', about: 'a summary at the end' },
  { name: 'show-extra-power-info', about: 'unsupported power figures' },
  { name: 'show-pstates', about: 'performance states' },
  { name: 'show-plimits', about: 'what limits the CPU' },
  { name: 'show-cpu-qos', about: 'quality of service by CPU' },
  { name: 'show-cpu-scalability', about: 'scalability by CPU' },
  { name: 'show-hwp-capability', about: 'efficient and guaranteed clocks' },
  { name: 'show-process-coalition', about: 'processes by coalition' },
  { name: 'show-process-wait-times', about: 'waiting by process' },
  { name: 'show-process-qos-tiers', about: 'tiers by process' },
  { name: 'show-process-io', about: 'disk by process' },
  { name: 'show-process-gpu', about: 'GPU time by process' },
  { name: 'show-process-netstats', about: 'network by process' },
  { name: 'show-process-qos', about: 'quality of service by process' },
  { name: 'show-process-energy', about: 'energy impact by process, with all of the above' },
  { name: 'show-process-samp-norm', about: 'CPU time by the length of the sample' },
  { name: 'handle-invalid-values', about: 'invalid=true in place of an abort' },
  { name: 'hide-cpu-duty-cycle', about: 'no duty cycles' },
];
const OPTIONS_OF_11: readonly Option[] = [
  { name: 'output-file', short: 'u', value: 'file', about: 'where to write' },
  { name: 'sample-interval', short: 'i', value: 'N', about: 'milliseconds, 0 only when asked' },
  { name: 'order', short: 'o', value: 'method', about: 'order of processes' },
  { name: 'show-all', about: 'everything there is' },
  { name: 'show-process-amp', about: 'core types by process' },
];
const OPTIONS_SINCE_12: readonly Option[] = [
  { name: 'output-file', short: 'o', value: 'file', about: 'where to write' },
  { name: 'sample-rate', short: 'i', value: 'N', about: 'milliseconds, 0 only when asked' },
  { name: 'order', short: 'r', value: 'method', about: 'order of processes' },
  { name: 'show-all', short: 'A', about: 'everything there is' },
  { name: 'show-responsible-pid', about: 'who answers for a process' },
  { name: 'show-process-amp', about: 'core types by process' },
  { name: 'unhide-info', value: 'samplers', about: 'for older scripts' },
];

const SAMPLERS_UNTIL_12 =
  'tasks battery network disk int_sources devices interrupts cpu_power thermal sfi gpu_power bandwidth';
const SAMPLERS_SINCE_13 =
  'tasks battery network disk interrupts cpu_power thermal sfi gpu_power ane_power';
const DEFAULT_SAMPLERS = 'tasks battery network disk interrupts cpu_power gpu_power';

/** By the build of macOS: 20… is 11, 21… is 12, 22… is 13. */
export function dialectOf(osBuild: string): Dialect {
  const major = Number.parseInt(osBuild, 10);
  return {
    options: [...OPTIONS, ...(major <= 20 ? OPTIONS_OF_11 : OPTIONS_SINCE_12)],
    samplers: (major <= 21 ? SAMPLERS_UNTIL_12 : SAMPLERS_SINCE_13).split(' '),
    defaultSamplers: DEFAULT_SAMPLERS.split(' '),
    synopsis:
      major <= 20
        ? 'powermetrics [-d] [-i sample_interval] [-o order] [-t wakeup_cost]'
        : 'powermetrics [-i sample_interval] [-r order] [-t wakeup_cost]',
  };
}

/** The layout of its help in words of our own. */
export function usage({ options, samplers, defaultSamplers, synopsis }: Dialect): string {
  const lines = options.map(({ name, short, value, about }) => {
    const names = `${short === undefined ? '' : `-${short} | `}--${name}`;
    return `    ${`${names}${value === undefined ? '' : ` <${value}>`}`.padEnd(29)}${about}`;
  });
  return [
    `Usage: ${synopsis}`,
    '',
    '  A look-alike of powermetrics on a simulated M4 Max.',
    '',
    ...lines,
    '',
    `    all           ${samplers.join(',')}`,
    `    default       ${defaultSamplers.join(',')}`,
    '',
  ].join('\n');
}
