import { expect, it } from '@jest/globals';
import { deadMeters } from './dead-meters.ts';

it.each([
  { title: 'all alive', watts: { cpu: 1, gpu: 0.1, ane: 0 }, cpu: 0.9, gpu: 0.9, dead: [] },
  { title: 'idle at 0', watts: { cpu: 0, gpu: 0, ane: 0 }, cpu: 0.01, gpu: 0, dead: [] },
  {
    title: 'a dead CPU meter takes ANE and sum along',
    watts: { cpu: 0, gpu: 1, ane: 0 },
    cpu: 0.5,
    gpu: 0.5,
    dead: ['cpu', 'ane', 'combined'],
  },
  {
    title: 'a dead GPU meter',
    watts: { cpu: 1, gpu: 0, ane: 0 },
    cpu: 0.5,
    gpu: 0.5,
    dead: ['gpu', 'combined'],
  },
  { title: 'no meters at all', watts: {}, cpu: 0.5, gpu: 0.5, dead: [] },
])('deadMeters: $title', ({ watts, cpu, gpu, dead }) => {
  expect([...deadMeters(watts, { cpu, gpu })]).toEqual(dead);
});
