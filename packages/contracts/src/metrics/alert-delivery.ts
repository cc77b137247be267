import type { MetricRow, MetricValue } from './metric-row.ts';

/** What one alert-manager has delivered since it started, by channel; suppressed ones by reason. */
export type DeliveryCounts = {
  readonly delivered: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
  readonly repeated: Readonly<Record<string, number>>;
  readonly dead: Readonly<Record<string, number>>;
  readonly suppressed: Readonly<Record<string, number>>;
  readonly escalations: number;
};

function by(label: string, counts: Readonly<Record<string, number>>): readonly MetricValue[] {
  return Object.entries(counts).map(([name, value]) => ({ labels: { [label]: name }, value }));
}

export const deliveryMetrics: readonly MetricRow<DeliveryCounts>[] = [
  {
    type: 'counter',
    name: 'alertmanager_notifications_total',
    help: 'Notices that a receiver has accepted.',
    labels: ['integration'],
    unit: 'count',
    read: ({ delivered }) => by('integration', delivered),
  },
  {
    type: 'counter',
    name: 'alertmanager_notifications_failed_total',
    help: 'Tries to deliver a notice that failed.',
    labels: ['integration'],
    unit: 'count',
    read: ({ failed }) => by('integration', failed),
  },
  {
    type: 'counter',
    name: 'alertmanager_notifications_repeated_total',
    help: 'Notices sent again although an earlier try may have arrived.',
    labels: ['integration'],
    unit: 'count',
    read: ({ repeated }) => by('integration', repeated),
  },
  {
    type: 'counter',
    name: 'alertmanager_notifications_dead_total',
    help: 'Notices that no try delivered.',
    labels: ['integration'],
    unit: 'count',
    read: ({ dead }) => by('integration', dead),
  },
  {
    type: 'counter',
    name: 'alertmanager_notifications_suppressed_total',
    help: 'Notices that were not sent, by the reason why.',
    labels: ['reason'],
    unit: 'count',
    read: ({ suppressed }) => by('reason', suppressed),
  },
  {
    type: 'counter',
    name: 'alertmanager_escalations_total',
    help: 'Alerts that nobody acknowledged in time, told to the next receiver.',
    labels: [],
    unit: 'count',
    read: ({ escalations }) => [{ value: escalations }],
  },
];
