import type { Labels, MetricRow } from '@m4max/contracts';

export type Unit = MetricRow<never>['unit'];

/** What a template may name, besides the labels of the alert. */
export type Reading = { readonly value: number; readonly threshold: number; readonly unit: Unit };

const PLACE = /\{\{\s*([A-Za-z_]\w*)\s*(?:\|\s*([a-z/ ]+?)\s*)?\}\}/g;

/** Fills `{{label}}`, `{{value}}` and `{{threshold|percent}}`. There is no logic in templates, on purpose. */
export function render(template: string, labels: Labels, reading: Reading): string {
  return template.replaceAll(PLACE, (_place, name: string, format?: string) => {
    if (name !== 'value' && name !== 'threshold') return labels[name] ?? '';
    return formatValue(reading[name], format === undefined ? reading.unit : asUnit(format));
  });
}

/** Why a template cannot be filled; empty when it can. */
export function templateFaults(template: string, labelNames: readonly string[]): readonly string[] {
  const faults: string[] = [];
  for (const [, name = '', format] of template.matchAll(PLACE)) {
    if (name === 'value' || name === 'threshold') {
      if (format !== undefined && !(format in formats)) faults.push(`unknown format ${format}`);
    } else if (!labelNames.includes(name)) faults.push(`no label ${name}`);
  }
  if (template.replaceAll(PLACE, '').includes('{{')) faults.push('unreadable {{…}}');
  return faults;
}

const formats: Readonly<Record<Unit, (value: number) => string>> = {
  percent: (value) => `${short(value * 100)} %`,
  bytes: (value) => scaled(value, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']),
  'bytes/s': (value) => scaled(value, 1000, ['B/s', 'kB/s', 'MB/s', 'GB/s']),
  hertz: (value) => scaled(value, 1000, ['Hz', 'kHz', 'MHz', 'GHz']),
  watts: (value) => `${short(value)} W`,
  joules: (value) => `${short(value)} J`,
  seconds: asTime,
  celsius: (value) => `${short(value)} °C`,
  rpm: (value) => `${short(value)} rpm`,
  level: short,
  score: short,
  count: short,
  'per second': (value) => `${short(value)}/s`,
};

/** A value as a person reads it. */
export function formatValue(value: number, unit: Unit): string {
  return formats[unit](value);
}

function asUnit(format: string): Unit {
  if (isUnit(format)) return format;
  throw new Error(`unknown format ${format}`); // Templates were checked when the rules were read.
}

function isUnit(format: string): format is Unit {
  return format in formats;
}

/** Times of a trading day run from microseconds to hours. */
function asTime(seconds: number): string {
  const size = Math.abs(seconds);
  if (size >= 120) return `${short(seconds / 60)} min`;
  if (size >= 1 || size === 0) return `${short(seconds)} s`;
  if (size >= 0.001) return `${short(seconds * 1000)} ms`;
  return `${short(seconds * 1_000_000)} µs`;
}

function scaled(value: number, step: number, names: readonly string[]): string {
  const exponent = Math.min(
    names.length - 1,
    Math.max(0, Math.floor(Math.log(Math.max(Math.abs(value), 1)) / Math.log(step))),
  );
  return `${short(value / step ** exponent)} ${names[exponent] ?? ''}`;
}

/** Three digits are enough to act on. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
