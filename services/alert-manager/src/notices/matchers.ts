import type { Labels } from '@m4max/contracts';
import { RE2JS } from 're2js';
import { z } from 'zod';

type Operator = '=' | '!=' | '=~' | '!~';

/** One condition on a label. A missing label counts as an empty one. */
type Matcher = {
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
  readonly matches: (value: string) => boolean;
};
export type Matchers = readonly Matcher[];

/** Matchers as Alertmanager's file writes them, a list of `name="value"`. */
export const Matchers: z.ZodType<Matchers> = z.array(z.string()).transform((texts, context) =>
  texts.flatMap((text) => {
    const parsed = parseMatcher(text);
    if (parsed.kind === 'matcher') return [parsed.matcher];
    context.issues.push({ code: 'custom', input: text, message: parsed.because });
    return [];
  }),
);

export function matchesAll(matchers: Matchers, labels: Labels): boolean {
  return matchers.every(({ name, matches }) =>
    matches(Object.hasOwn(labels, name) ? (labels[name] ?? '') : ''),
  );
}

type Parsed =
  | { readonly kind: 'matcher'; readonly matcher: Matcher }
  | { readonly kind: 'faulty'; readonly because: string };

/** Blanks around the parts are ignored, the value may be quoted, regular expressions match the whole value. */
export function parseMatcher(text: string): Parsed {
  const parts = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s.exec(text);
  const [, name = '', operator = '=', written = ''] = parts ?? [];
  if (parts === null || !isOperator(operator))
    return faulty(text, 'expected name, one of = != =~ !~, and a value');
  const value = unquoted(written);
  if (value === undefined) return faulty(text, 'its quotes do not fit together');
  if (operator === '=' || operator === '!=') {
    const wanted = operator === '=';
    return matcher({ name, operator, value, matches: (it) => (it === value) === wanted });
  }
  const pattern = compiled(value);
  if (pattern === undefined) return faulty(text, 'it is not a regular expression (RE2 syntax)');
  const wanted = operator === '=~';
  return matcher({ name, operator, value, matches: (it) => pattern.matches(it) === wanted });
}

function matcher(it: Matcher): Parsed {
  return { kind: 'matcher', matcher: it };
}

function faulty(text: string, because: string): Parsed {
  return { kind: 'faulty', because: `bad matcher ${JSON.stringify(text)}: ${because}` };
}

function isOperator(text: string): text is Operator {
  return text === '=' || text === '!=' || text === '=~' || text === '!~';
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', '"': '"', '\\': '\\' };

/** `undefined` when a quote is opened and not closed, or stands in the middle. */
function unquoted(written: string): string | undefined {
  if (!written.includes('"')) return written;
  const inside = /^"((?:[^"\\]|\\.)*)"$/s.exec(written)?.[1];
  return inside?.replace(/\\(.)/gs, (whole, escaped: string) => ESCAPES[escaped] ?? whole);
}

function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, RE2JS.DOTALL);
  } catch {
    return undefined;
  }
}
