/** A metric with its series, as one page tells it. `lines` are series without HELP and TYPE. */
export type Family = {
  readonly name: string;
  readonly type: string | undefined;
  readonly help: string | undefined;
  readonly series: readonly Series[];
};

/** One line: its own name (with _bucket, _sum…), the text between the braces, and what follows. */
export type Series = { readonly name: string; readonly labels: string; readonly rest: string };

export type ParsedPage =
  | { readonly kind: 'page'; readonly families: readonly Family[] }
  | { readonly kind: 'unreadable'; readonly line: number; readonly reason: string };

type Open = { name: string; type: string | undefined; help: string | undefined; series: Series[] };

/** Reads a Prometheus page (text format 0.0.4). One line that cannot be read condemns the page. */
export function parseExposition(page: string): ParsedPage {
  const families = new Map<string, Open>();
  const family = (name: string): Open => {
    const known = families.get(name);
    if (known !== undefined) return known;
    const made: Open = { name, type: undefined, help: undefined, series: [] };
    families.set(name, made);
    return made;
  };
  for (const [index, raw] of page.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const comment = /^#\s+(HELP|TYPE)\s+([a-zA-Z_:][\w:]*)(?:\s+(.*))?$/.exec(line);
    if (comment !== null) {
      const [, what, name = '', text = ''] = comment;
      if (what === 'HELP') family(name).help = text;
      else family(name).type = text;
      continue;
    }
    if (line.startsWith('#')) continue;
    const series = parseSeries(line);
    if (series === undefined)
      return { kind: 'unreadable', line: index + 1, reason: `not a series: ${line.slice(0, 60)}` };
    family(familyName(series.name, families)).series.push(series);
  }
  return { kind: 'page', families: [...families.values()] };
}

/** `x_bucket`, `x_sum` and `x_count` belong to `x` where the page says that x has such parts. */
function familyName(name: string, families: ReadonlyMap<string, Open>): string {
  const base = name.replace(/_(bucket|sum|count)$/, '');
  const type = families.get(base)?.type;
  return base !== name && (type === 'histogram' || type === 'summary') ? base : name;
}

function parseSeries(line: string): Series | undefined {
  const name = /^[a-zA-Z_:][\w:]*/.exec(line)?.[0];
  if (name === undefined) return undefined;
  const after = line.slice(name.length).trimStart();
  const end = after.startsWith('{') ? endOfLabels(after) : 0;
  if (end === undefined) return undefined;
  const labels =
    end === 0
      ? ''
      : after
          .slice(1, end - 1)
          .trim()
          .replace(/,$/, '');
  const rest = after.slice(end).trim();
  if (!/^(?:[-+]?(?:\d[\d.]*(?:e[-+]?\d+)?|\.\d+|Inf)|NaN)(?:\s+-?\d+)?$/i.test(rest))
    return undefined;
  return { name, labels, rest };
}

const label = /\s*([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*,?/y;

/** Where the label block that opens the text ends, or undefined when it is not one. */
function endOfLabels(text: string): number | undefined {
  label.lastIndex = 1;
  let end = 1;
  while (label.test(text)) end = label.lastIndex;
  const close = /\s*\}/y;
  close.lastIndex = end;
  return close.test(text) ? close.lastIndex : undefined;
}

/** The labels of a series by name, still escaped as they were. */
export function labelsOf({ labels }: Series): readonly (readonly [name: string, value: string])[] {
  return [...labels.matchAll(new RegExp(label.source, 'g'))].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
}
