import { expect, it } from '@jest/globals';
import { hardwareSeries, seriesName, tradingSeries } from '@m4max/contracts';
import {
  container,
  containersSample,
  latency,
  linux,
  m4max,
  tradingSample,
} from '../fixtures/samples.ts';
import { containersReadings, hardwareReadings, tradingReadings } from './readings.ts';
import { recordReadings } from './trends.ts';

it.each([
  { title: 'an M4 Max', sample: m4max() },
  { title: 'a machine without tiers', sample: linux() },
])('reads $title as kept history does', ({ sample }) => {
  const kept = hardwareSeries.flatMap((row) =>
    row.read(sample).map(({ key, value }) => ({ series: seriesName(row, key), value })),
  );
  for (const reading of hardwareReadings(sample)) expect(kept).toContainEqual(reading);
});

it('reads trading as kept history does', () => {
  const sample = tradingSample({ latencies: [latency(), latency({ labels: { venue: 'X' } })] });
  const kept = tradingSeries.flatMap((row) =>
    row.read(sample).map(({ key, value }) => ({ series: seriesName(row, key), value })),
  );
  expect(tradingReadings(sample)).toHaveLength(2);
  for (const reading of tradingReadings(sample)) expect(kept).toContainEqual(reading);
});

it('gives no reading for what is absent or not renewed', () => {
  const { cpu: _, ...withoutProcessor } = m4max();
  const names = hardwareReadings(withoutProcessor).map(({ series }) => series);
  expect(names.filter((name) => name.startsWith('cpu'))).toEqual([]);
  const network = {
    receive_bytes_total: 1,
    transmit_bytes_total: 1,
    receive_bytes_per_second: 10,
    transmit_bytes_per_second: 5,
  };
  const containers = [container({ network }), container({ id: 'c2', network, stale: true })];
  expect(containersReadings(containersSample({ containers }))).toEqual([
    { series: 'traffic:c1', value: 15 },
  ]);
});

it('has a bound on the number of trends', () => {
  const readings = Array.from({ length: 400 }, (_, n) => ({ series: `traffic:${n}`, value: 1 }));
  expect(recordReadings(new Map(), new Date(0), readings).size).toBe(256);
});
