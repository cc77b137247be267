import { expect, it } from '@jest/globals';
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
  for (let seconds = 0; seconds < 600; seconds += 1) {
    const { clusters, gpu, watts } = moment({ seconds });
    for (const unit of [...clusters.flatMap(({ cores }) => cores), gpu]) {
      expect(unit.active).toBeGreaterThanOrEqual(0);
      expect(unit.active).toBeLessThanOrEqual(1);
      const sum = unit.states.reduce((total, { ratio }) => total + ratio, 0);
      expect(sum).toBeCloseTo(unit.active, 9);
    }
    expect(watts.cpu).toBeGreaterThan(0);
    expect(watts.cpu + watts.gpu + watts.ane).toBeLessThan(120);
  }
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
  expect(moment({ load: 1, heat: 0.99, elapsed: 60 }).heat).toBe(1);
  expect(moment({ load: 0, heat: 0, elapsed: 60 }).heat).toBe(0);
});
