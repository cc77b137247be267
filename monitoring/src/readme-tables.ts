import type { MetricRow } from '@m4max/contracts';
import { z } from 'zod';

/** The variables of a service as a Markdown table. */
export function environmentTable(config: z.ZodObject): string {
  const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {})
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, property]) => {
      const { default: byDefault, description = '' } = property as z.core.JSONSchema.BaseSchema;
      return [`\`${name}\``, defaultText(byDefault, required.has(name)), description];
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

function defaultText(byDefault: unknown, required: boolean): string {
  if (byDefault === undefined) return required ? '(needed)' : '';
  const text = typeof byDefault === 'string' ? byDefault : JSON.stringify(byDefault);
  return text === '' ? '' : `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
