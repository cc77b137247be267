import { expect, it } from '@jest/globals';
import type { LoadScript } from './load-scripts.ts';
import { isLoadScript, LOAD_SCRIPTS, loadAt } from './load-scripts.ts';

const scripts = LOAD_SCRIPTS.filter(isLoadScript);

it('has the five scripts', () => {
  expect(scripts).toEqual(['idle', 'compile', 'market-open', 'ml-burst', 'thermal-throttling']);
  expect(isLoadScript('toString')).toBe(false);
});

it.each(scripts)('%s stays between nothing and everything, without end', (script) => {
  const moments = Array.from({ length: 700 }, (_, index) => index - 20 + index / 7);
  const shares = moments.flatMap((seconds) => Object.values(loadAt(script, seconds)));
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
});

type Expected = Partial<Record<'efficiency' | 'performance' | 'gpu' | 'neural' | 'heat', number>>;
const moments: readonly {
  script: LoadScript;
  title: string;
  seconds: number;
  load: Expected;
}[] = [
  { script: 'idle', title: 'rests', seconds: 10, load: { performance: 0, gpu: 0.01, neural: 0 } },
  { script: 'idle', title: 'gets mail', seconds: 54, load: { efficiency: 0.2, performance: 0.03 } },
  { script: 'compile', title: 'uses every core', seconds: 50, load: { performance: 0.97 } },
  { script: 'compile', title: 'links on few', seconds: 100, load: { performance: 0.1 } },
  { script: 'market-open', title: 'waits', seconds: 0, load: { performance: 0.12 } },
  { script: 'market-open', title: 'hears the bell', seconds: 60, load: { performance: 0.95 } },
  { script: 'market-open', title: 'ebbs', seconds: 120, load: { performance: 0.75, gpu: 0.425 } },
  {
    script: 'ml-burst',
    title: 'trains on the GPU',
    seconds: 30,
    load: { gpu: 0.98, neural: 0.02 },
  },
  { script: 'ml-burst', title: 'infers', seconds: 60, load: { gpu: 0.15, neural: 0.95 } },
  { script: 'ml-burst', title: 'starts again', seconds: 120, load: { gpu: 0.98 } },
  { script: 'thermal-throttling', title: 'starts cold', seconds: 0, load: { heat: 0 } },
  { script: 'thermal-throttling', title: 'is as hot as it gets', seconds: 165, load: { heat: 1 } },
  { script: 'thermal-throttling', title: 'cools', seconds: 211, load: { heat: 0.49 } },
];
it.each(moments)('$script $title after $seconds s', ({ script, seconds, load }) => {
  const found = loadAt(script, seconds);
  for (const [part, share] of Object.entries(load))
    expect(found[part as keyof typeof found]).toBeCloseTo(share, 9);
});
