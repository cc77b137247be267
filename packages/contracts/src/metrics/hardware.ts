import type { HardwareSample } from '../hardware-sample.ts';
import { acceleratorMetrics } from './hardware/accelerators.ts';
import { cpuMetrics } from './hardware/cpu.ts';
import { inputOutputMetrics } from './hardware/input-output.ts';
import { memoryMetrics } from './hardware/memory.ts';
import { powerMetrics } from './hardware/power.ts';
import { readingMetrics } from './hardware/reading.ts';
import type { MetricRow } from './metric-row.ts';

/** Everything that hardware-exporter says about a machine, as Prometheus and the alert rules see it. */
export const hardwareMetrics: readonly MetricRow<HardwareSample>[] = [
  ...cpuMetrics,
  ...acceleratorMetrics,
  ...memoryMetrics,
  ...powerMetrics,
  ...inputOutputMetrics,
  ...readingMetrics,
];
