import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { fromIoreg } from './ioreg.ts';

const two = readFileSync(new URL('fixtures/two-accelerators.ioreg.txt', import.meta.url), 'utf8');

function entry(statistics: string): string {
  return `+-o AGXAcceleratorG16X  <class AGXAcceleratorG16X>\n    {\n      "PerformanceStatistics" = {${statistics}}\n    }\n`;
}

it('takes the busiest of several accelerators, and the chip from the one that is part of it', () => {
  expect(fromIoreg(two)).toMatchObject({
    chip: { name: 'Apple M4 Max', gpu_cores: 40 },
    parts: { gpu: { active_ratio: 0.64 } },
    missing: [],
  });
});

it.each([
  { statistics: '"Device Utilization %"=0', ratio: 0 },
  { statistics: '"Renderer Utilization %"=9,"Device Utilization %"=100', ratio: 1 },
  { statistics: '"Device Utilization % (driver)"=5', ratio: undefined },
  { statistics: '"Device Utilization %"=18446744073709551615', ratio: undefined },
  { statistics: '"Device Utilization %"=-1', ratio: undefined },
  { statistics: '"Device Utilization %"=101', ratio: undefined },
  { statistics: '"Device Utilization %"=', ratio: undefined },
  { statistics: '"Renderer Utilization %"=9', ratio: undefined },
])('of $statistics it takes $ratio', ({ statistics, ratio }) => {
  const reading = fromIoreg(entry(statistics));
  expect(reading?.parts.gpu?.active_ratio).toBe(ratio);
  expect(reading?.missing.map(({ field }) => field)).toEqual(
    ratio === undefined ? ['gpu.active_ratio'] : [],
  );
});

it('does not let an accelerator that cannot be read hide another', () => {
  const reading = fromIoreg(entry('"Device Utilization %"=-1') + entry('"Device Utilization %"=7'));
  expect(reading?.parts.gpu).toEqual({ active_ratio: 0.07 });
  expect(reading?.missing).toEqual([]);
});

it.each([
  '',
  '"Device Utilization %"=7',
  '+-o AppleSmartBattery  <class AppleSmartBattery>\n  {\n    "CurrentCapacity" = 80\n  }\n',
])('finds nothing in %j', (text) => {
  expect(fromIoreg(text)).toBeUndefined();
});
