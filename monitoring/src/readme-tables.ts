import type { MetricRow } from '@m4max/contracts';
import { hardwareFieldSources } from '@m4max/contracts';
import { z } from 'zod';

/** What is used of a property in JSON Schema; the variables of an environment have plain defaults. */
type Property = { readonly default?: string | number; readonly description?: string };

/** The variables of a service as a Markdown table; files of the checkout are named from its root. */
export function environmentTable(config: z.ZodObject, root: string): string {
  const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {})
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, property]) => {
      const { default: byDefault, description = '' } = property as Property;
      const shown = required.has(name) ? '(needed)' : code(byDefault).replace(root, '');
      return [`\`${name}\``, shown, description];
    });
  return table(['variable', 'default', 'meaning'], rows);
}

/** The metrics of a service as a Markdown table; where they come from, if its table tells. */
export function metricsTable(metrics: readonly MetricRow<never>[]): string {
  const tellsOrigin = metrics.some(({ origin }) => origin !== undefined);
  const rows = metrics.map(({ name, type, labels, unit, help, origin, absent = '' }) => [
    `\`${name}\``,
    type,
    ['host', ...labels].map((label) => `\`${label}\``).join(' '),
    ...(tellsOrigin ? [UNITS[unit] ?? unit, help, sourcesOf(origin), absent] : [help]),
  ]);
  const head = ['metric', 'type', 'labels'];
  if (!tellsOrigin) return table([...head, 'meaning'], rows);
  return table([...head, 'unit', 'meaning', 'sources', 'absent although they deliver'], rows);
}

/** Units name how people read a value; these series carry it otherwise, or have none. */
const UNITS: Readonly<Record<string, string>> = { percent: 'ratio 0–1', level: 'state', count: '' };

/** The sources of a field in the order in which they are believed; those of its part, if it has none of its own. */
function sourcesOf(origin: MetricRow<never>['origin']): string {
  if (origin === undefined) return 'the exporter';
  if ('words' in origin) return origin.words;
  const { field } = origin;
  const row =
    hardwareFieldSources.find((candidate) => candidate.field === field) ??
    hardwareFieldSources.find((candidate) => candidate.field === field.split('.')[0]);
  if (row === undefined) throw new Error(`no source is known to give ${field}`);
  return row.sources.join(', ');
}

/** Replaces what stands between `<!-- generated: name -->` and `<!-- end -->`. */
export function replaceBlock(document: string, name: string, text: string): string {
  const open = `<!-- generated: ${name} -->`;
  const close = '<!-- end -->';
  const start = document.indexOf(open);
  const end = document.indexOf(close, start);
  if (start === -1 || end === -1) throw new Error(`there is no block ${open} … ${close}`);
  return `${document.slice(0, start + open.length)}\n${text}\n${document.slice(end)}`;
}

function code(value: string | number = ''): string {
  return value === '' ? '' : `\`${value}\``;
}

/** Columns are padded as the formatter pads them, so that it and the generator agree. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_title, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const dashes = widths.map((width) => '-'.repeat(width));
  return [...lines.slice(0, 1), dashes, ...lines.slice(1)]
    .map(
      (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
    )
    .join('\n');
}
