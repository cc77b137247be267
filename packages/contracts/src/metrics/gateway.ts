import type { SourceStatus } from '../endpoints/fleet-status.ts';
import type { ServiceStatus } from '../service-status.ts';
import type { MetricRow } from './metric-row.ts';

/** What the gateway's own page is made from. */
export type GatewayReading = {
  readonly services: readonly ServiceStatus[];
  readonly sources: readonly SourceStatus[];
  readonly store_up: boolean;
  readonly stream_clients: number;
  readonly stream_events: number;
};

export const gatewayMetrics: readonly MetricRow<GatewayReading>[] = [
  {
    type: 'gauge',
    name: 'm4max_service_up',
    help: '1 when a service of the fleet answered the last time it was asked, else 0.',
    labels: ['service'],
    unit: 'count',
    read: ({ services }) =>
      services.map(({ name, up }) => ({ labels: { service: name }, value: up ? 1 : 0 })),
  },
  {
    type: 'gauge',
    name: 'm4max_service_ready',
    help: '1 when a service of the fleet says that all its parts are ready, else 0.',
    labels: ['service'],
    unit: 'count',
    read: ({ services }) =>
      services.map(({ name, ready }) => ({ labels: { service: name }, value: ready ? 1 : 0 })),
  },
  {
    type: 'gauge',
    name: 'm4max_source_age_seconds',
    help: 'Age of the newest sample of a source, by kind and by the machine it is of.',
    labels: ['kind', 'source'],
    unit: 'seconds',
    read: ({ sources }) =>
      sources.map(({ kind, host, age_seconds }) => ({
        labels: { kind, source: host },
        value: age_seconds,
      })),
  },
  {
    type: 'gauge',
    name: 'm4max_store_up',
    help: "1 when the fleet's own store answered the last time it was asked, else 0.",
    labels: [],
    unit: 'count',
    read: ({ store_up }) => [{ value: store_up ? 1 : 0 }],
  },
  {
    type: 'gauge',
    name: 'm4max_stream_clients',
    help: 'Boards connected to the live stream.',
    labels: [],
    unit: 'count',
    read: ({ stream_clients }) => [{ value: stream_clients }],
  },
  {
    type: 'counter',
    name: 'm4max_stream_events_total',
    help: 'Events that the live stream has numbered.',
    labels: [],
    unit: 'count',
    read: ({ stream_events }) => [{ value: stream_events }],
  },
];
