import type { Exposition } from '../exposition/exposition.ts';
import { parseExposition } from '../exposition/parse-exposition.ts';
import { figuresOfJson } from './json-figures.ts';
import { figuresOfText } from './text-figures.ts';

/** How many operations took at most so long, since the engine started. */
export type TimingBucket = { readonly upToSeconds: number; readonly count: number };

/** A histogram or summary of a page, over all of its labels, since the engine started. */
export type Timing = {
  readonly metric: string;
  readonly count: number;
  readonly sumSeconds?: number;
  /** Cumulative, by their bounds, without the one that has none; empty for a summary. */
  readonly buckets: readonly TimingBucket[];
};

/** What an engine says of its whole life so far. */
export type EngineFigures = {
  readonly uptimeSeconds?: number;
  readonly operations?: number;
  /** `stepSeconds`: how finely the page writes it, which decides how much two of them tell. */
  readonly mean?: { readonly seconds: number; readonly stepSeconds: number };
  readonly connections?: number;
  readonly timings: readonly Timing[];
  /** Of the page, those beyond the bound. */
  readonly timingsLeftOut: number;
};

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
  const page: Exposition = parseExposition(body);
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
