import { expect, it } from '@jest/globals';
import { isLoadScript, LOAD_SCRIPTS } from './load-scripts.ts';
import { pressureOf } from './powermetrics-sample.ts';
import { clockOf, simulateMac } from './simulated-mac.ts';

function moment(
  options: { seconds?: number; load?: number; heat?: number; elapsed?: number } = {},
) {
  const { seconds = 300, load, heat = 0, elapsed = 1 } = options;
  return simulateMac({ seconds, elapsedSeconds: elapsed, performanceLoad: load, heat });
}

it('has the cores of an M4 Max', () => {
  const { clusters } = moment();
  expect(clusters.map(({ name, cores }) => [name, cores.map(({ core }) => core)])).toEqual([
    ['E-Cluster', [0, 1, 2, 3]],
    ['P0-Cluster', [4, 5, 6, 7, 8, 9]],
    ['P1-Cluster', [10, 11, 12, 13, 14, 15]],
  ]);
});

it('stays within what a machine can do, all day', () => {
  for (let seconds = 0; seconds < 600; seconds += 1) expectPossible(moment({ seconds }));
});

it.each([0, 0.5, 0.99, 1])('keeps every performance core at a load of %p', (load) => {
  const performance = moment({ load }).clusters.filter(({ tier }) => tier === 'P');
  for (const { cores } of performance) for (const core of cores) expect(core.active).toBe(load);
});

it('runs faster and takes more power the more there is to do', () => {
  const [idle, busy] = [moment({ load: 0.2 }), moment({ load: 0.9 })];
  expect(busy.watts.cpu).toBeGreaterThan(3 * idle.watts.cpu);
  const clock = ({ clusters }: typeof idle) =>
    clusters[1]?.cores[0] && clockOf(clusters[1].cores[0]);
  expect(clock(busy)).toBeGreaterThan(clock(idle) ?? 0);
  expect(clock(moment({ load: 0 }))).toBe(0);
});

it('warms up under load, cools without, and knows its limits', () => {
  expect(moment({ load: 1, heat: 0.2, elapsed: 18 }).heat).toBeCloseTo(0.3, 9);
  expect(moment({ load: 0.1, heat: 0.2, elapsed: 18 }).heat).toBeCloseTo(0.1, 9);
  expect(moment({ load: 1, heat: 0.97, elapsed: 60 }).heat).toBe(0.98); // Never Trapping.
  expect(moment({ load: 0, heat: 0, elapsed: 60 }).heat).toBe(0);
});

it.each(LOAD_SCRIPTS.filter(isLoadScript))('%s stays within what a machine can do', (name) => {
  for (let seconds = 0; seconds < 300; seconds += 1) {
    const script = { name, seconds };
    const options = { seconds, elapsedSeconds: 1, performanceLoad: undefined, heat: 0 };
    expectPossible(simulateMac({ ...options, script }));
  }
});

it('goes through every word of macOS as it throttles, and gives up clocks', () => {
  const at = (seconds: number) =>
    simulateMac({
      seconds,
      elapsedSeconds: 1,
      script: { name: 'thermal-throttling', seconds },
      performanceLoad: undefined,
      heat: 0,
    });
  const words = Array.from({ length: 240 }, (_, seconds) => pressureOf(at(seconds).heat));
  const changes = words.filter((word, second) => word !== words[second - 1]);
  expect(changes).toEqual([
    'Nominal',
    'Moderate',
    'Heavy',
    'Trapping',
    'Heavy',
    'Moderate',
    'Nominal',
  ]);
  const clocks = [10, 110, 165].map((seconds) => {
    const [core] = at(seconds).clusters[1]?.cores ?? [];
    return core === undefined ? 0 : clockOf(core);
  });
  expect(clocks).toEqual(clocks.toSorted((one, other) => other - one));
  expect(clocks[2]).toBeLessThan(0.85 * (clocks[0] ?? 0));
  expect(at(165).watts.cpu).toBeLessThan(0.75 * at(10).watts.cpu);
});

function expectPossible({ clusters, gpu, watts, heat }: ReturnType<typeof moment>): void {
  const units = [...clusters.flatMap(({ cores }) => cores), gpu];
  const impossible = units.filter(({ active, states }) => {
    const sum = states.reduce((total, { ratio }) => total + ratio, 0);
    return !(active >= 0 && active <= 1 && Math.abs(sum - active) < 1e-9);
  });
  expect(impossible).toEqual([]);
  expect(watts.cpu).toBeGreaterThan(0);
  expect(watts.cpu + watts.gpu + watts.ane).toBeLessThan(120);
  expect(heat).toBeLessThanOrEqual(1);
}
