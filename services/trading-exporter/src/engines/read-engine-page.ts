import { parseExposition } from '../exposition/parse-exposition.ts';
import type { EngineFigures } from './engine-figures.ts';
import { figuresOfJson } from './json-figures.ts';
import { figuresOfText } from './text-figures.ts';

export type EnginePage =
  | { readonly kind: 'figures'; readonly figures: EngineFigures }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads the page of an engine: the JSON that the platform's engines answer with, or Prometheus text.
 * The content decides, whatever its type is called. A page that broke off is not read at all: half
 * of a histogram would be another histogram.
 */
export function readEnginePage(body: string): EnginePage {
  if (body.trimStart().startsWith('{')) return readJson(body);
  const page = parseExposition(body);
  if (page.kind === 'unreadable') return page;
  return { kind: 'figures', figures: figuresOfText(page.families) };
}

function readJson(body: string): EnginePage {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    return { kind: 'unreadable', reason: 'its JSON is cut off or wrong' };
  }
  return { kind: 'figures', figures: figuresOfJson(document) };
}
