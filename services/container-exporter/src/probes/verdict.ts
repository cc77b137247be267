import type { Probe } from '@m4max/contracts';

/** What came back from a health endpoint. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  | { readonly kind: 'too long' }
  | { readonly kind: 'none'; readonly reason: string };

/** The platform's words for "well"; it has stopped, degraded, unavailable and offline for the rest. */
const WELL = ['healthy', 'operational'];

/** What a reply says about the engine. Answering at all is being reachable. */
export function verdictOf(reply: Reply): Pick<Probe, 'status' | 'detail'> {
  if (reply.kind === 'none') return { status: 'unreachable', detail: reply.reason };
  if (reply.kind === 'too long')
    return { status: 'degraded', detail: 'answers with a page, not with its health' };
  const { status, body } = reply;
  const said = parse(body);
  const word = typeof said.status === 'string' ? said.status.slice(0, 64) : undefined;
  if (status >= 300 && status < 400)
    return {
      status: 'degraded',
      detail: `redirects (HTTP ${status}): correct health in engines.yml`,
    };
  if (status === 404)
    return { status: 'degraded', detail: 'has no such path: correct health in engines.yml' };
  if (status < 200 || status > 299)
    return { status: 'degraded', detail: `HTTP ${status}${says(word)}` };
  if (word !== undefined && !WELL.includes(word.toLowerCase()))
    return { status: 'degraded', detail: `says "${word}"` };
  if (said.messagebus_connected === false || said.dual_messagebus_connected === false)
    return { status: 'degraded', detail: 'says that its message bus is not connected' };
  return { status: 'healthy' };
}

function says(word: string | undefined): string {
  return word === undefined ? '' : `, says "${word}"`;
}

/** Every engine words its reply differently; one that is no JSON object says nothing beyond its status. */
function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}
