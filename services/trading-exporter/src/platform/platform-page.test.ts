import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { TradingSample } from '@m4max/contracts';
import { Registry } from '@m4max/service-kit';
import { bindTrading } from '../metrics.ts';
import { makeSample } from '../sample/make-sample.ts';
import { RECORDED_MILLISECONDS, recordedSecond } from './fixtures/recorded.ts';

const INPUT = '127.0.0.1:6381';

it('shows on the page what the engines of the platform told each other', async () => {
  const intake = recordedSecond(INPUT);
  const sample = makeSample({
    intake,
    inputs: [{ kind: 'bus', name: INPUT, up: true }],
    backlogs: [],
    host: 'mac',
    intervalSeconds: 1,
    since: new Date(RECORDED_MILLISECONDS),
    now: new Date(RECORDED_MILLISECONDS + 2000),
  });
  expect(TradingSample.parse(sample)).toEqual(sample);
  const registry = new Registry();
  bindTrading({ registry, latest: () => sample, latency: intake.ledger.latency, host: 'mac' });
  const page = (await registry.metrics()).split('\n').filter((line) => isOurs.test(line));
  const golden = readFileSync(new URL('fixtures/platform-page.txt', import.meta.url), 'utf8');
  expect(`${page.map(rounded).toSorted().join('\n')}\n`).toBe(golden);
});

const isOurs = /^nautilus_(platform|bus|risk_breach)_/;

/** A percentile is good to one part of a hundred. */
function rounded(line: string): string {
  return line.replace(/ \S+$/, (value) => ` ${Number(Number(value).toPrecision(3))}`);
}
