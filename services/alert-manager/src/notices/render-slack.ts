import type { Content } from './content.ts';
import { shorten } from './content.ts';

/** Slack refuses more in one section; all of a message stays under 10,000 by these bounds. */
const SECTION_CHARACTERS = 2900;
const HEADER_CHARACTERS = 150;
const FACT_CHARACTERS = 300;
const TEXT_CHARACTERS = 500;

/** The body of a post to an incoming webhook; `text` is what a notification on a phone shows. */
export function renderSlack({ title, summary, facts, links }: Content): object {
  const lines = facts.map(
    ({ name, value }) =>
      `*${escapeSlack(shorten(name, 100))}:* ${escapeSlack(shorten(value, FACT_CHARACTERS))}`,
  );
  const linkLine = links.map(({ text, url }) => `<${linkTarget(url)}|${escapeSlack(text)}>`);
  return {
    text: escapeSlack(shorten(`${title}: ${summary}`, TEXT_CHARACTERS)),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: withoutBrackets(shorten(title, HEADER_CHARACTERS)) },
      },
      section(escapeSlack(shorten(summary, SECTION_CHARACTERS / 5))),
      section(joinWithin(lines, SECTION_CHARACTERS)),
      ...(linkLine.length === 0 ? [] : [section(linkLine.join('  '))]),
    ],
  };
}

/** As Slack asks. With no `<` left, neither `<!channel>` nor `<@U…>` from a label calls anybody. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Plain text is shown as it is, entities included; so it gets brackets that mean nothing. */
function withoutBrackets(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›');
}

function linkTarget(url: string): string {
  return escapeSlack(new URL(url).href.replaceAll('|', '%7C'));
}

function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

/** Whole lines while they fit, then how many were left out. */
function joinWithin(lines: readonly string[], most: number): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > most - 20) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  return left === 0 ? kept.join('\n') : [...kept, `… ${left} more`].join('\n');
}
