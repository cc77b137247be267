import type { PerformanceReport } from '@m4max/contracts';
import type { Section } from './sections.ts';
import { reportTitle, sections } from './sections.ts';

export function markdown(report: PerformanceReport): string {
  const blocks = [`# ${plain(reportTitle(report))}`];
  for (const { heading, sentences, table } of sections(report)) {
    blocks.push(`## ${heading}`);
    if (sentences.length > 0) blocks.push(sentences.map((it) => `- ${plain(it)}`).join('\n'));
    if (table !== undefined && table.rows.length > 0)
      blocks.push(
        [table.head, table.head.map(() => '---'), ...table.rows.map((row) => row.map(plain))]
          .map((row) => `| ${row.join(' | ')} |`)
          .join('\n'),
      );
  }
  return `${blocks.join('\n\n')}\n`;
}

export function html(report: PerformanceReport): string {
  const title = escaped(reportTitle(report));
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${sections(report).map(htmlSection).join('\n')}
</body>
</html>
`;
}

function htmlSection({ heading, sentences, table }: Section): string {
  const parts = [`<h2>${heading}</h2>`, ...sentences.map((it) => `<p>${escaped(it)}</p>`)];
  if (table !== undefined && table.rows.length > 0) {
    const head = table.head.map((it) => `<th scope="col">${it}</th>`).join('');
    const rows = table.rows.map(
      (row) => `<tr>${row.map((it) => `<td>${escaped(it)}</td>`).join('')}</tr>`,
    );
    parts.push(`<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`);
  }
  return parts.join('\n');
}

/** Names of containers and models come from elsewhere: they must not become markup. */
function plain(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\|*_`<>[\]]/g, '\\$&');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
