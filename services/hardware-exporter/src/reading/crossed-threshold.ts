import type { HardwareSample } from '@m4max/contracts';

/** A reading that a shipped alert rule watches, and the bar from which it is worth a look. */
type Bar = {
  readonly valueOf: (sample: HardwareSample) => number | undefined;
  readonly bar: number;
  readonly because: string;
};

/** The lowest levels of PerformanceCoresSaturated, MemoryHigh and ThermalPressure in monitoring/alert-rules.yml. */
const BARS: readonly Bar[] = [
  {
    valueOf: ({ cpu }) => cpu?.performance_active_ratio,
    bar: 0.9,
    because: 'the performance cores are more than 90 % busy',
  },
  {
    valueOf: usedRatio,
    bar: 90 / 128,
    because: 'more than 90/128 of the memory is in use',
  },
  {
    valueOf: ({ thermal }) => thermal?.level,
    bar: 1.5,
    because: 'the thermal state is serious or worse',
  },
];

/**
 * Why the processes should be looked at now rather than in their turn: a value rose over its bar since
 * the sample before. One that was or is unknown has not risen.
 */
export function crossedThreshold(
  before: HardwareSample | undefined,
  after: HardwareSample,
): string | undefined {
  if (before === undefined) return undefined;
  return BARS.find(({ valueOf, bar }) => {
    const earlier = valueOf(before);
    const now = valueOf(after);
    return earlier !== undefined && now !== undefined && earlier <= bar && now > bar;
  })?.because;
}

function usedRatio({ memory }: HardwareSample): number | undefined {
  const { used_bytes, total_bytes } = memory ?? {};
  if (used_bytes === undefined || total_bytes === undefined || total_bytes === 0) return undefined;
  return used_bytes / total_bytes;
}
