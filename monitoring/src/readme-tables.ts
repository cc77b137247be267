import type { MetricRow } from '@m4max/contracts';
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

/** The metrics of a service as a Markdown table. */
export function metricsTable(metrics: readonly MetricRow<never>[]): string {
  const rows = metrics.map(({ name, type, labels, help }) => [
    `\`${name}\``,
    type,
    ['host', ...labels].map((label) => `\`${label}\``).join(' '),
    help,
  ]);
  return table(['metric', 'type', 'labels', 'meaning'], rows);
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
