import type { MetricRow, MetricValue } from '@m4max/contracts';
import { labelText } from './label-text.ts';

/** A metric table in Prometheus' text format, a blank line between its families; without a sample only their heads. */
export function tableText<Sample>(
  table: readonly MetricRow<Sample>[],
  now: { readonly sample: Sample | undefined; readonly host: string },
): string {
  const { sample, host } = now;
  const hostText = labelText({ host });
  let page = '';
  for (const { name, help, type, read } of table) {
    if (page !== '') page += '\n';
    page += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
    if (sample === undefined) continue;
    const start = `${name}{${hostText}`;
    for (const [labels, value] of distinct(type, read(sample)))
      page += `${start}${labels === '' ? '' : ','}${labels}} ${valueText(value)}\n`;
  }
  return page;
}

const none = {};

/** One series a label set, as a page must have it: of one told twice gauges take the last, counters the sum. */
function distinct(
  type: MetricRow<unknown>['type'],
  values: readonly MetricValue[],
): ReadonlyMap<string, number> {
  const series = new Map<string, number>();
  for (const { labels = none, value } of values) {
    const text = labelText(labels);
    const known = type === 'counter' ? (series.get(text) ?? 0) : 0;
    series.set(text, known + value);
  }
  return series;
}

function valueText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
