import type { HardwareSample } from '../../hardware-sample.ts';
import type { MetricRow } from '../metric-row.ts';
import { known } from '../values.ts';

/** The reading itself: when, how complete, of which machine. */
export const readingMetrics: readonly MetricRow<HardwareSample>[] = [
  {
    type: 'gauge',
    name: 'm4max_sample_interval_seconds',
    help: 'How often the machine is read.',
    labels: [],
    unit: 'seconds',
    origin: { words: 'COLLECT_INTERVAL_SECONDS' },
    read: ({ interval_seconds }) => known(interval_seconds),
  },
  {
    type: 'gauge',
    name: 'm4max_sample_window_seconds',
    help: 'The time that the last reading really covered, by the source.',
    labels: [],
    unit: 'seconds',
    origin: { words: 'the most believed source' },
    absent: 'the source does not say how long it measured',
    read: ({ window_seconds }) => known(window_seconds),
  },
  {
    type: 'gauge',
    name: 'm4max_sample_taken_timestamp_seconds',
    help: 'When the last reading was taken.',
    labels: [],
    unit: 'seconds',
    origin: { words: 'the sample' },
    read: ({ taken_at }) => known(Date.parse(taken_at) / 1000),
  },
  {
    type: 'gauge',
    name: 'm4max_sample_missing_fields',
    help: 'Fields that could not be read; the sample says why.',
    labels: [],
    unit: 'count',
    origin: { words: 'the sample' },
    read: ({ missing }) => known(missing.length),
  },
  {
    type: 'gauge',
    name: 'm4max_chip_info',
    help: 'The chip of the machine; always 1.',
    labels: ['chip'],
    unit: 'count',
    origin: { words: 'macmon, mactop, macos, systeminformation, else the model in powermetrics' },
    absent: 'the chip has no known name',
    read: ({ chip }) => (chip.name === undefined ? [] : known(1, { chip: chip.name })),
  },
];
