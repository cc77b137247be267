import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { ContainersSample, containersMetrics } from '@m4max/contracts';
import { Registry } from '@m4max/service-kit';
import { requireComponent } from '@m4max/test-kit';
import { bindContainers } from './metrics.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const sample = ContainersSample.parse(JSON.parse(fixture('sample.json')));

async function page(latest: ContainersSample | undefined): Promise<string> {
  const registry = new Registry();
  bindContainers(registry, () => latest, 'test-mac');
  return registry.metrics();
}

it('serves the sample as the golden page', async () => {
  expect(await page(sample)).toBe(fixture('metrics.prom'));
});

it('serves no series without a fresh sample', async () => {
  const lines = (await page(undefined)).split('\n');
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
});

it('gives every series of a name the same labels', () => {
  for (const { name, labels, read } of containersMetrics) {
    for (const series of read(sample))
      expect([name, Object.keys(series.labels ?? {}).sort()]).toEqual([name, [...labels].sort()]);
  }
});

const lint = requireComponent('promtool') ? it : it.skip;
lint('passes the lint of Prometheus', async () => {
  const input = await page(sample);
  expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('');
});
