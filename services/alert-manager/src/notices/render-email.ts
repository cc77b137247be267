import { episodeOf } from '../alerts/record.ts';
import type { Content } from './content.ts';
import { oneLine, shorten } from './content.ts';
import type { Notice } from './notice.ts';
import { noticeId, shortHash } from './notice.ts';

export type Mail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same at every try, so that a mailbox can drop a second copy. */
  readonly messageId: string;
  /** What all messages of one episode refer to, so that readers show them as one thread. */
  readonly thread: string;
};

export function renderEmail(notice: Notice, content: Content, target: string): Mail {
  const { alert, about, at, test } = notice;
  const { fingerprint } = alert;
  const episode = episodeOf(alert);
  const id = noticeId({ fingerprint, episode, about, target });
  return {
    subject: shorten(oneLine(content.title), 200),
    text: plainText(content),
    html: html(content),
    messageId: `<${test ? `test-${at.getTime()}-` : ''}${id}@m4max.invalid>`,
    thread: `<thread-${fingerprint}-${episode}-${shortHash(target)}@m4max.invalid>`,
  };
}

function plainText({ title, summary, facts, links }: Content): string {
  return [
    title,
    '',
    summary,
    '',
    ...facts.map(({ name, value }) => `${name}: ${oneLine(value)}`),
    '',
    ...links.map(({ text, url }) => `${text}: ${url}`),
  ].join('\n');
}

function html({ title, summary, facts, links }: Content): string {
  const rows = facts.map(
    ({ name, value }) =>
      `<tr><th align="left">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const anchors = links.map(
    ({ text, url }) => `<a href="${escapeHtml(new URL(url).href)}">${escapeHtml(text)}</a>`,
  );
  return [
    '<!doctype html><html><body>',
    `<h2>${escapeHtml(title)}</h2><p>${escapeHtml(summary)}</p>`,
    `<table cellpadding="4">${rows.join('')}</table><p>${anchors.join(' · ')}</p>`,
    '</body></html>',
  ].join('');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
