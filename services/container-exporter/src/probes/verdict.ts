import type { Probe } from '@m4max/contracts';
import { locationInWords } from './location.ts';
import type { Reply } from './reply.ts';
import type { Ask } from './target.ts';
import type { Said } from './vocabulary.ts';
import { saidInJson, saidInText } from './vocabulary.ts';

type Verdict = Pick<Probe, 'status' | 'detail'>;
type Answer = Extract<Reply, { kind: 'answer' }>;

/** What a reply says about whoever was asked. Answering at all is being reachable. */
export function verdictOf(
  reply: Reply,
  asked: Pick<Ask, 'url' | 'expectedStatus' | 'writtenIn'>,
): Verdict {
  if (reply.kind === 'none') return { status: 'unreachable', detail: reply.reason };
  if (reply.kind === 'no connection')
    return { status: 'unreachable', detail: 'takes no connection within 2 s' };
  if (reply.kind === 'unknown host')
    return { status: 'unreachable', detail: `its host name ${reply.host} is not known here` };
  const why = faultOfStatus(reply, asked) ?? faultOfEnd(reply) ?? faultOfBody(reply, asked);
  return why === undefined ? { status: 'healthy' } : { status: 'degraded', detail: why };
}

function faultOfStatus(
  reply: Answer,
  { url, expectedStatus, writtenIn }: Pick<Ask, 'url' | 'expectedStatus' | 'writtenIn'>,
): string | undefined {
  const { status } = reply;
  if (expectedStatus === undefined ? status >= 200 && status <= 299 : status === expectedStatus)
    return undefined;
  if (expectedStatus !== undefined) return `HTTP ${status}, not the expected ${expectedStatus}`;
  if (status >= 300 && status <= 399) {
    // The value of a label stays in this process, and most redirects repeat it.
    const isShown = writtenIn !== 'the label m4max.probe.path';
    const to = isShown ? locationInWords(reply.location, url) : '';
    return `redirects${to} (HTTP ${status}): correct ${writtenIn}`;
  }
  if (status === 401 || status === 403)
    return `asks for a login (HTTP ${status}): name an open path as ${writtenIn}`;
  if (status === 404) return `has no such path (HTTP 404): correct ${writtenIn}`;
  const said = saidBy(reply);
  return said.kind === 'ill' ? `HTTP ${status}, ${said.how}` : `HTTP ${status}`;
}

function faultOfEnd({ end }: Answer): string | undefined {
  if (end === 'too slow') return 'began to answer, and did not come to an end in 2 s';
  return end === 'broken off' ? 'broke its answer off' : undefined;
}

/** A front page needs to say nothing: its status has. So has one that the file expects. */
function faultOfBody(
  reply: Answer,
  { url, expectedStatus }: Pick<Ask, 'url' | 'expectedStatus'>,
): string | undefined {
  const said = saidBy(reply);
  if (said.kind === 'ill') return said.how;
  const isStatusEnough = expectedStatus !== undefined || new URL(url).pathname === '/';
  if (isStatusEnough || said.kind === 'well') return undefined;
  return kindOf(reply);
}

/** What the bytes are when they are not what a health endpoint sends; undefined when they may be. */
function kindOf(reply: Answer): string | undefined {
  const { contentType, body, end } = reply;
  if (isPage(reply)) return 'answers with a page, not with its health';
  if (body === undefined) return 'answers with bytes that are no text, not with its health';
  if (end === 'cut at the limit') return 'answers with more than 64 kB, not with its health';
  if (contentType.endsWith('json') && body !== '' && jsonIn(body) === undefined)
    return 'calls its answer JSON, and it is none';
  return undefined;
}

function saidBy(reply: Answer): Said {
  const { status, body = '', end } = reply;
  if (isPage(reply) || end !== 'whole' || (status >= 300 && status <= 399))
    return { kind: 'nothing' };
  const parsed = jsonIn(body);
  if (parsed !== undefined) return saidInJson(parsed.json);
  return body.length <= MAX_WORDS_LENGTH ? saidInText(body) : { kind: 'nothing' };
}

/** Longer text is no message about health, whatever words occur in it. */
const MAX_WORDS_LENGTH = 256;

function isPage({ contentType, body = '' }: Answer): boolean {
  return contentType === 'text/html' || /^\s*<(?:!doctype|html)/i.test(body);
}

/** Whatever the headers call it: some engines send JSON as plain text. */
function jsonIn(body: string): { readonly json: unknown } | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return { json };
  } catch {
    return undefined;
  }
}
