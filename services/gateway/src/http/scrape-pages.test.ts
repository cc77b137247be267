import { afterEach, expect, it } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import type { HttpSink } from '@m4max/test-kit';
import { httpSink } from '@m4max/test-kit';
import { service } from '../fixtures/samples.ts';
import { emptyFleet } from '../fleet/fleet.ts';
import { pageScraper } from './scrape-pages.ts';

const log = Object.assign(createLogger('test', 'error'), { silent: true });
const sinks: HttpSink[] = [];

afterEach(async () => {
  await Promise.all(sinks.splice(0).map((sink) => sink.close()));
});

async function scraperOf(reply: { status?: number; body: string }) {
  const sink = await httpSink();
  sinks.push(sink);
  sink.respondWith(() => reply);
  const fleet = emptyFleet(new Date(), 'live');
  fleet.services = [service({ name: 'gateway' }), service({ name: 'hw', url: sink.url })];
  const ownPage = async () => `# TYPE up gauge\nup ${fleet.services[1]?.up ? 1 : 0}\n`;
  const scrape = pageScraper({ context: { log, name: 'gateway' }, fleet, ownPage });
  return { sink, fleet, scrape };
}

it('reads every page and its own last', async () => {
  const { fleet, scrape } = await scraperOf({ body: '# TYPE x gauge\nx 1\nx{a="b"} 2\n' });
  const pages = await scrape();
  expect(pages.map((page) => page.service)).toEqual(['hw', 'gateway']);
  expect(fleet.scrapes.get('hw')).toMatchObject({ series: 2 });
  expect(fleet.scrapes.get('hw')).not.toHaveProperty('fault');
});

it('shares one reading among scrapers of the same moment', async () => {
  const { sink, scrape } = await scraperOf({ body: 'x 1\n' });
  await Promise.all([scrape(), scrape(), scrape()]);
  expect(sink.requests).toHaveLength(1);
});

it.each([
  { title: 'an error', reply: { status: 500, body: 'x 1' }, fault: /answered 500/ },
  { title: 'another page', reply: { body: '<html>' }, fault: /line 1/ },
  { title: 'a demand for a token', reply: { status: 401, body: '' }, fault: /answered 401/ },
])(
  'leaves out a service that answers with $title, and counts it as down',
  async ({ reply, fault }) => {
    const { fleet, scrape } = await scraperOf(reply);
    const pages = await scrape();
    expect(pages.map((page) => page.service)).toEqual(['gateway']);
    expect(pages[0]?.families[0]?.series[0]?.rest).toBe('0');
    expect(fleet.scrapes.get('hw')?.fault).toMatch(fault);
    expect(fleet.services[1]).toMatchObject({ up: false, detail: expect.stringMatching(fault) });
  },
);
