import type { PerformanceReport } from '@m4max/contracts';

/** A report as headings, sentences and tables, before it becomes Markdown or HTML. */
export type Section = {
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly table?: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
};

export function reportTitle({ host, period }: PerformanceReport): string {
  return `Report of ${host}: one ${period}`;
}

export function sections(report: PerformanceReport): readonly Section[] {
  const { coverage, series, attainment, alerts, optimizations, missing } = report;
  return [
    {
      heading: 'Coverage',
      sentences: [`From ${report.from} to ${report.to}.`],
      table: {
        head: ['source', 'buckets', 'expected', 'coverage'],
        rows: coverage.map((it) => [
          it.kind,
          String(it.buckets),
          String(it.expected_buckets),
          percent(it.ratio),
        ]),
      },
    },
    {
      heading: 'Targets',
      sentences: attainment.length === 0 ? ['Nothing was measured that has a target.'] : [],
      table: {
        head: ['series', 'target', 'buckets within', 'of', 'share'],
        rows: attainment.map((it) => [
          it.name,
          `${it.target} ${it.unit}`,
          String(it.buckets_within),
          String(it.buckets),
          percent(it.ratio),
        ]),
      },
    },
    {
      heading: 'Alerts',
      sentences: alerts === undefined ? ['Not known: see below.'] : alertSentences(alerts),
      table: {
        head: ['rule', 'started'],
        rows: (alerts?.by_rule ?? []).map((it) => [it.rule_name, String(it.started)]),
      },
    },
    {
      heading: 'Advice',
      sentences: optimizations.map(({ title, advice }) => `${title}. ${advice}`),
    },
    {
      heading: 'Series',
      sentences: series.length === 0 ? ['No history in this period.'] : [],
      table: {
        head: ['series', 'unit', 'min', 'mean', 'max', 'buckets'],
        rows: series.map((it) => [
          it.name,
          it.unit,
          figure(it.min),
          figure(it.mean),
          figure(it.max),
          String(it.buckets),
        ]),
      },
    },
    {
      heading: 'Not in this report',
      sentences: missing.map(({ field, reason }) => `${field}: ${reason}`),
    },
  ];
}

function alertSentences(alerts: NonNullable<PerformanceReport['alerts']>): readonly string[] {
  const { started, resolved, acknowledged } = alerts;
  const sentences = [`${started} started, ${resolved} resolved, ${acknowledged} acknowledged.`];
  if (alerts.mean_time_to_acknowledge_seconds !== undefined)
    sentences.push(
      `Acknowledged after ${figure(alerts.mean_time_to_acknowledge_seconds)} s on average.`,
    );
  return sentences;
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}

function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
