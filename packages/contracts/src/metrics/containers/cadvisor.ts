import { cadvisorCpuRows } from './cadvisor-cpu.ts';
import { cadvisorMachineRows } from './cadvisor-machine.ts';
import { cadvisorMemoryRows } from './cadvisor-memory.ts';
import { cadvisorPressureRows } from './cadvisor-pressure.ts';
import { cadvisorStateRows } from './cadvisor-state.ts';
import { cadvisorTrafficRows } from './cadvisor-traffic.ts';
import type { Row } from './container-rows.ts';

/**
 * The series that dashboards made for cAdvisor ask for, under its names, labels and meanings
 * (google/cadvisor, lib/metrics/prometheus.go). What it knows and we cannot is absent.
 */
export const cadvisorMetrics: readonly Row[] = [
  ...cadvisorCpuRows,
  ...cadvisorMemoryRows,
  ...cadvisorTrafficRows,
  ...cadvisorPressureRows,
  ...cadvisorStateRows,
  ...cadvisorMachineRows,
];
