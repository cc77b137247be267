import type { Context } from '@m4max/service-kit';
import type { ServicePage } from '../exposition/merge-expositions.ts';
import { parseExposition } from '../exposition/parse-exposition.ts';
import type { Fleet, Scrape } from '../fleet/fleet.ts';
import { readPage } from './read-page.ts';

const TIMEOUT_SECONDS = 4;
/** Several scrapers at once share one reading of the pages. */
const SHARE_MS = 500;

/** Reads the metrics pages of all services; one that cannot be read is left out and counts as down. */
export function pageScraper(options: {
  readonly context: Pick<Context<unknown>, 'log' | 'name'>;
  readonly fleet: Fleet;
  /** The gateway's own page, made after all others were read: it says which of them are up. */
  readonly ownPage: () => Promise<string>;
}): () => Promise<readonly ServicePage[]> {
  const { context, fleet, ownPage } = options;
  let shared: { readonly at: number; readonly pages: Promise<readonly ServicePage[]> } | undefined;
  return () => {
    const at = performance.now();
    if (shared === undefined || at - shared.at > SHARE_MS)
      shared = { at, pages: scrapeAll(fleet, context, ownPage) };
    return shared.pages;
  };
}

async function scrapeAll(
  fleet: Fleet,
  { log, name: own }: Pick<Context<unknown>, 'log' | 'name'>,
  ownPage: () => Promise<string>,
): Promise<readonly ServicePage[]> {
  const others = fleet.services.filter(({ name }) => name !== own);
  const results = await Promise.all(others.map(({ name, url }) => scrape(name, url)));
  fleet.scrapes = new Map(results.map(({ scrape: it }) => [it.service, it]));
  const faults = new Map(
    results.flatMap(({ scrape: it }) => (it.fault === undefined ? [] : [[it.service, it.fault]])),
  );
  if (faults.size > 0) log.debug('pages left out', { faults: Object.fromEntries(faults) });
  fleet.services = fleet.services.map((status) => {
    const fault = faults.get(status.name);
    return fault === undefined ? status : { ...status, up: false, ready: false, detail: fault };
  });
  const pages = results.flatMap(({ page }) => (page === undefined ? [] : [page]));
  const ours = parseExposition(await ownPage());
  return ours.kind === 'page' ? [...pages, { service: own, families: ours.families }] : pages;
}

async function scrape(
  service: string,
  url: string,
): Promise<{ readonly scrape: Scrape; readonly page?: ServicePage }> {
  const at = new Date();
  const failed = (fault: string) => ({ scrape: { service, at, series: 0, fault } });
  try {
    const { status, body } = await readPage(`${url}/metrics`, {
      timeoutSeconds: TIMEOUT_SECONDS,
      signal: new AbortController().signal,
    });
    if (status !== 200) return failed(`its /metrics answered ${status}`);
    const parsed = parseExposition(body);
    if (parsed.kind === 'unreadable')
      return failed(`its /metrics cannot be read at line ${parsed.line}: ${parsed.reason}`);
    const { families } = parsed;
    let series = 0;
    for (const family of families) series += family.series.length;
    return { scrape: { service, at, series }, page: { service, families } };
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}
