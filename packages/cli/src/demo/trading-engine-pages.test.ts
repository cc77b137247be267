import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { enginePages, withDemoPages } from './trading-engine-pages.ts';

const START = Date.UTC(2026, 0, 5, 14, 30); // The first second of a simulated day.
const shipped = readFileSync(
  new URL('../../../../monitoring/engines.yml', import.meta.url),
  'utf8',
);
const named = withDemoPages(shipped, 4321)
  .split('\n')
  .flatMap((line) => /^ {4}metrics_url: http:\/\/127\.0\.0\.1:4321\/(\S+)$/.exec(line)?.[1] ?? []);

it('has a page for every engine of the shipped list that has figures', () => {
  expect(named.length).toBeGreaterThan(3);
  const pages = enginePages(START);
  for (const name of named)
    expect([name, pages.page(name, START)]).toEqual([name, expect.anything()]);
  expect(withDemoPages(shipped, 4321)).not.toMatch(/^ {4}metrics: /m);
  expect(pages.page('nautilus-tea-engine', START)).toBeUndefined();
});

it('tells figures of a whole life, which never fall', () => {
  const pages = enginePages(START);
  const at = (second: number) => {
    const page = pages.page('nautilus-risk-engine', START + second * 1000);
    return (page as { engine_info: Record<string, number> }).engine_info;
  };
  expect(at(0)).toEqual({ risk_calculations: 0, average_processing_time_ms: 0, uptime_seconds: 0 });
  const [quiet, opening] = [at(30), at(90)];
  expect(quiet.risk_calculations).toBeGreaterThan(300);
  expect(opening.risk_calculations).toBeGreaterThan(3 * (quiet.risk_calculations ?? 0));
  expect(opening.average_processing_time_ms).toBeGreaterThan(quiet.average_processing_time_ms ?? 0);
  expect(at(90)).toEqual(opening);
});
