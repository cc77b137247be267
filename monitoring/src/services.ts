import type { MetricRow } from '@m4max/contracts';
import {
  alertingMetrics,
  containersMetrics,
  deliveryMetrics,
  gatewayMetrics,
  hardwareMetrics,
  hardwareSourceMetrics,
  tradingMetrics,
} from '@m4max/contracts';
import type { z } from 'zod';
import { Config as AlertManager } from '../../services/alert-manager/src/config.ts';
import { Config as ContainerExporter } from '../../services/container-exporter/src/config.ts';
import { Config as Gateway } from '../../services/gateway/src/config.ts';
import { Config as HardwareExporter } from '../../services/hardware-exporter/src/config.ts';
import { Config as TradingExporter } from '../../services/trading-exporter/src/config.ts';

/** What documents and rules say of a service comes from its own configuration and metric table. */
export const services: readonly {
  readonly name: string;
  readonly config: z.ZodObject;
  readonly metrics: readonly MetricRow<never>[];
}[] = [
  {
    name: 'hardware-exporter',
    config: HardwareExporter,
    metrics: [...hardwareMetrics, ...hardwareSourceMetrics],
  },
  { name: 'container-exporter', config: ContainerExporter, metrics: containersMetrics },
  { name: 'trading-exporter', config: TradingExporter, metrics: tradingMetrics },
  {
    name: 'alert-manager',
    config: AlertManager,
    metrics: [...alertingMetrics, ...deliveryMetrics],
  },
  { name: 'gateway', config: Gateway, metrics: gatewayMetrics },
];
