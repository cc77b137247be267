import { RE2JS } from 're2js';
import type { Matchers } from '../notices/matchers.ts';
import { matchesAll, parseMatcher } from '../notices/matchers.ts';
import type { GettableAlert } from './gettable.ts';

/** The query of GET /api/v2/alerts as a test, or what is wrong with it in Alertmanager's words. */
export type Filter =
  | { readonly kind: 'faulty'; readonly message: string }
  | { readonly kind: 'filter'; shows(alert: GettableAlert): boolean };

export function readFilter(query: Readonly<Record<string, unknown>>): Filter {
  const matchers = readMatchers(listOf(query.filter));
  if (matchers.kind === 'faulty') return matchers;
  const receiver = readReceiver(listOf(query.receiver)[0]);
  if (receiver.kind === 'faulty') return receiver;
  const wants = (name: string) => (listOf(query[name])[0] ?? 'true') === 'true';
  const [active, silenced, inhibited] = [wants('active'), wants('silenced'), wants('inhibited')];
  return {
    kind: 'filter',
    shows({ labels, status, receivers }) {
      if (!active && status.state === 'active') return false;
      if (!silenced && status.silencedBy.length > 0) return false;
      if (!inhibited && status.inhibitedBy.length > 0) return false;
      return (
        matchesAll(matchers.matchers, labels) &&
        receivers.some(({ name }) => receiver.matches(name))
      );
    },
  };
}

function readMatchers(
  texts: readonly string[],
):
  | { readonly kind: 'faulty'; readonly message: string }
  | { readonly kind: 'matchers'; readonly matchers: Matchers } {
  const matchers: Matchers[number][] = [];
  for (const text of texts) {
    const parsed = parseMatcher(text);
    if (parsed.kind === 'faulty') {
      const message = /[=!]/.test(text) ? parsed.because : `bad matcher format: ${text}`;
      return { kind: 'faulty', message };
    }
    matchers.push(parsed.matcher);
  }
  return { kind: 'matchers', matchers };
}

function readReceiver(
  text: string | undefined,
):
  | { readonly kind: 'faulty'; readonly message: string }
  | { readonly kind: 'receiver'; matches(name: string): boolean } {
  if (text === undefined) return { kind: 'receiver', matches: () => true };
  try {
    const pattern = RE2JS.compile(text);
    return { kind: 'receiver', matches: (name) => pattern.matches(name) };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { kind: 'faulty', message: `failed to parse receiver param: ${because}` };
  }
}

function listOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : [];
}
