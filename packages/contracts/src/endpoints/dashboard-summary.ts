import { z } from 'zod';
import { Alert, Severity } from '../alert.ts';
import { Container, ContainerState, Restarts } from '../containers-sample.ts';
import { HardwareSample } from '../hardware-sample.ts';
import { Missing } from '../missing.ts';
import { ServiceStatus, StoreStatus } from '../service-status.ts';
import { SystemHealth } from '../system-health.ts';
import { Score, TradingSample } from '../trading-sample.ts';
import { Moment, Seconds } from '../units.ts';
import { SourceStatus } from './fleet-status.ts';
import { Advice } from './optimizations.ts';

const age = { taken_at: Moment, age_seconds: Seconds, stale: z.boolean() };

const HardwareSummary = z.strictObject({
  ...age,
  chip: HardwareSample.shape.chip,
  source: HardwareSample.shape.source,
  cpu: HardwareSample.shape.cpu,
  gpu: HardwareSample.shape.gpu,
  ane: HardwareSample.shape.ane,
  memory: HardwareSample.shape.memory,
  power: HardwareSample.shape.power,
  thermal: HardwareSample.shape.thermal,
  missing: z.array(Missing),
});

/** A container that deserves a look, and why. */
const WorstContainer = z.strictObject({
  ...Container.pick({ id: true, name: true, state: true, health: true, cpu: true, memory: true })
    .shape,
  why: z.string(),
});
export type WorstContainer = z.infer<typeof WorstContainer>;

const ContainersSummary = z.strictObject({
  ...age,
  engines: z.int().nonnegative(),
  engines_up: z.int().nonnegative(),
  total: z.int().nonnegative(),
  by_state: z.partialRecord(ContainerState, z.int().positive()),
  unhealthy: z.int().nonnegative(),
  /** Of all containers together, since the exporter first met each. */
  restarts: Restarts,
  oom_events: z.int().nonnegative(),
  worst: z.array(WorstContainer).max(5),
  missing: z.array(Missing),
});

const TradingSummary = z.strictObject({
  ...age,
  score: Score,
  /** The slowest stage of each kind, by P95. */
  worst_latencies: z.array(
    TradingSample.shape.latencies.element.pick({
      kind: true,
      stage: true,
      labels: true,
      samples: true,
      p50: true,
      p95: true,
      p99: true,
      level: true,
    }),
  ),
  messages_per_second: z.number().nonnegative().optional(),
  orders: TradingSample.shape.orders,
  inputs: z.int().nonnegative(),
  inputs_up: z.int().nonnegative(),
  missing: z.array(Missing),
});

const AlertsSummary = z.strictObject({
  firing: z.int().nonnegative(),
  acknowledged: z.int().nonnegative(),
  by_severity: z.partialRecord(Severity, z.int().positive()),
  newest: z
    .array(
      Alert.pick({
        id: true,
        rule_name: true,
        severity: true,
        state: true,
        message: true,
        labels: true,
        value: true,
        threshold: true,
        unit: true,
        started_at: true,
      }),
    )
    .max(5),
});

/** One page of everything about one machine; a part that nobody has reported is absent. */
export const DashboardSummary = z
  .strictObject({
    at: Moment,
    mode: z.enum(['live', 'demo']),
    host: z.string(),
    /** Every machine that has reported. */
    hosts: z.array(z.string()),
    health: SystemHealth,
    hardware: HardwareSummary.optional(),
    containers: ContainersSummary.optional(),
    trading: TradingSummary.optional(),
    alerts: AlertsSummary,
    optimizations: z.array(Advice).max(3),
    services: z.array(ServiceStatus),
    store: StoreStatus,
    data_age: z.array(SourceStatus),
    missing: z.array(Missing),
  })
  .meta({ id: 'DashboardSummary' });
export type DashboardSummary = z.infer<typeof DashboardSummary>;
