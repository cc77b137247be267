import type { Alert } from '../alert.ts';
import { Severity } from '../alert.ts';
import type { SampleKind } from '../sample.ts';
import type { MetricRow } from './metric-row.ts';
import { known } from './values.ts';

/** What one alert-manager knows of the alerts and of its own work. */
export type AlertingFacts = {
  /** Alerts that go on; absent while the store is away. */
  readonly alerts?: readonly Pick<
    Alert,
    'severity' | 'state' | 'inhibited_by' | 'silenced_by' | 'silent_since'
  >[];
  readonly rules: number;
  readonly evaluator: {
    readonly leads: boolean;
    readonly samples: Readonly<Record<SampleKind, number>>;
    readonly lagSeconds?: number;
  };
  readonly pushed: {
    readonly firing: number;
    readonly resolved: number;
    readonly invalid: number;
  };
};

const states = ['firing', 'acknowledged'] as const;

/** Alertmanager's names where it has one, so that its dashboards and rules go on working. */
export const alertingMetrics: readonly MetricRow<AlertingFacts>[] = [
  {
    type: 'gauge',
    name: 'alertmanager_alerts',
    help: 'Alerts that go on: active, or suppressed by an inhibition or a silence.',
    labels: ['state'],
    unit: 'count',
    read: ({ alerts }) => {
      if (alerts === undefined) return [];
      const suppressed = alerts.filter(
        ({ inhibited_by, silenced_by }) => inhibited_by.length + silenced_by.length > 0,
      ).length;
      return [
        { labels: { state: 'active' }, value: alerts.length - suppressed },
        { labels: { state: 'suppressed' }, value: suppressed },
        { labels: { state: 'unprocessed' }, value: 0 },
      ];
    },
  },
  {
    type: 'gauge',
    name: 'alertmanager_open_alerts',
    help: 'Alerts that go on, by severity, and whether somebody has taken them on.',
    labels: ['severity', 'state'],
    unit: 'count',
    read: ({ alerts }) =>
      alerts === undefined
        ? []
        : Severity.options.flatMap((severity) =>
            states.map((state) => ({
              labels: { severity, state },
              value: alerts.filter((it) => it.severity === severity && it.state === state).length,
            })),
          ),
  },
  {
    type: 'gauge',
    name: 'alertmanager_silent_alerts',
    help: 'Alerts whose source is not heard; they keep the state that they had.',
    labels: [],
    unit: 'count',
    read: ({ alerts }) =>
      known(alerts?.filter(({ silent_since }) => silent_since !== undefined).length),
  },
  {
    type: 'counter',
    name: 'alertmanager_alerts_received_total',
    help: 'Alerts pushed to this process since it started.',
    labels: ['status', 'version'],
    unit: 'count',
    read: ({ pushed: { firing, resolved } }) => [
      { labels: { status: 'firing', version: 'v2' }, value: firing },
      { labels: { status: 'resolved', version: 'v2' }, value: resolved },
    ],
  },
  {
    type: 'counter',
    name: 'alertmanager_alerts_invalid_total',
    help: 'Alerts pushed to this process that were refused.',
    labels: ['version'],
    unit: 'count',
    read: ({ pushed: { invalid } }) => [{ labels: { version: 'v2' }, value: invalid }],
  },
  {
    type: 'gauge',
    name: 'alertmanager_rules',
    help: 'Alert rules in force.',
    labels: [],
    unit: 'count',
    read: ({ rules }) => known(rules),
  },
  {
    type: 'gauge',
    name: 'alertmanager_evaluator_leads',
    help: '1 when this replica judges the samples, 0 when another one does.',
    labels: [],
    unit: 'level',
    read: ({ evaluator: { leads } }) => known(leads ? 1 : 0),
  },
  {
    type: 'counter',
    name: 'alertmanager_evaluated_samples_total',
    help: 'Samples that this replica has judged.',
    labels: ['kind'],
    unit: 'count',
    read: ({ evaluator: { samples } }) =>
      Object.entries(samples).map(([kind, value]) => ({ labels: { kind }, value })),
  },
  {
    type: 'gauge',
    name: 'alertmanager_evaluation_lag_seconds',
    help: 'How long ago the newest judged sample was taken; absent while this replica does not lead.',
    labels: [],
    unit: 'seconds',
    read: ({ evaluator: { leads, lagSeconds } }) => known(leads ? lagSeconds : undefined),
  },
];
