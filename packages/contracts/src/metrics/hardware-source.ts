import type { MetricRow } from './metric-row.ts';

/** How one source of hardware-exporter fares; it is known even when no sample is. */
export type HardwareSourceHealth = {
  readonly source: string;
  readonly up: boolean;
  /** As far as the source tells them. */
  readonly version?: string;
  readonly model?: string;
  readonly osBuild?: string;
  /** When the newest document arrived. */
  readonly lastSampleAt?: Date;
  readonly restarts: number;
  /** Documents that could not be read, by reason; the reasons are a short fixed list. */
  readonly parseErrors: Readonly<Record<string, number>>;
};

export const hardwareSourceMetrics: readonly MetricRow<readonly HardwareSourceHealth[]>[] = [
  {
    type: 'gauge',
    name: 'm4max_source_up',
    help: '1 when a source delivers readings, else 0.',
    labels: ['source'],
    unit: 'level',
    read: (sources) => sources.map(({ source, up }) => ({ labels: { source }, value: up ? 1 : 0 })),
  },
  {
    type: 'gauge',
    name: 'm4max_source_info',
    help: 'A source in use and the machine that it says it runs on; always 1, and empty where it does not tell.',
    labels: ['source', 'version', 'hw_model', 'os_build'],
    unit: 'count',
    read: (sources) =>
      sources.map(({ source, version = '', model = '', osBuild = '' }) => ({
        labels: { source, version, hw_model: model, os_build: osBuild },
        value: 1,
      })),
  },
  {
    type: 'gauge',
    name: 'm4max_source_last_sample_timestamp_seconds',
    help: 'When a source last delivered a reading.',
    labels: ['source'],
    unit: 'seconds',
    read: (sources) =>
      sources.flatMap(({ source, lastSampleAt }) =>
        lastSampleAt === undefined
          ? []
          : [{ labels: { source }, value: lastSampleAt.getTime() / 1000 }],
      ),
  },
  {
    type: 'counter',
    name: 'm4max_source_restarts_total',
    help: 'Times that the process of a source was started again after it failed.',
    labels: ['source'],
    unit: 'count',
    read: (sources) =>
      sources.map(({ source, restarts }) => ({ labels: { source }, value: restarts })),
  },
  {
    type: 'counter',
    name: 'm4max_source_parse_errors_total',
    help: 'Documents of a source that could not be read, by reason.',
    labels: ['source', 'reason'],
    unit: 'count',
    read: (sources) =>
      sources.flatMap(({ source, parseErrors }) =>
        Object.entries(parseErrors).map(([reason, value]) => ({
          labels: { source, reason },
          value,
        })),
      ),
  },
];
