import type { Family, Series } from './parse-exposition.ts';
import { labelsOf } from './parse-exposition.ts';

export type ServicePage = { readonly service: string; readonly families: readonly Family[] };

/**
 * One valid page out of several: each family once with one HELP and one TYPE, each series with the
 * label `service`. A series that has one already keeps it. Where two pages disagree about a type,
 * the first stands and the other page's series of that family are left out, said in a comment.
 */
export function mergeExpositions(pages: readonly ServicePage[]): string {
  const merged = new Map<string, { type: string; help: string | undefined; lines: string[] }>();
  for (const { service, families } of pages) {
    for (const family of families) {
      if (family.series.length === 0) continue;
      const type = family.type ?? 'untyped';
      const held = merged.get(family.name);
      const into = held ?? { type, help: family.help, lines: [] };
      merged.set(family.name, into);
      if (into.type !== type)
        into.lines.push(`# left out: ${service} has ${family.name} as ${type}, not ${into.type}`);
      else into.lines.push(...family.series.map((series) => withService(series, service)));
    }
  }
  const blocks = [...merged].map(([name, { type, help, lines }]) =>
    [
      ...(help === undefined ? [] : [`# HELP ${name} ${help}`]),
      `# TYPE ${name} ${type}`,
      ...lines,
      '',
    ].join('\n'),
  );
  return blocks.join('\n');
}

function withService(series: Series, service: string): string {
  const { name, labels, rest } = series;
  // Most have not even the word, and to take labels apart is most of the work of a page of thousands.
  const own = labels.includes('service') && labelsOf(series).some(([label]) => label === 'service');
  const added = `service="${escape(service)}"`;
  const all = own ? labels : labels === '' ? added : `${added},${labels}`;
  return `${name}{${all}} ${rest}`;
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
