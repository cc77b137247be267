import { expect, it } from '@jest/globals';
import { countsMemoryTraffic, describeChip, numbersEfficientFirst } from './chips.ts';
import { knownFields } from './known-fields.ts';

it.each([
  {
    title: 'M4 Max, 16 cores',
    name: undefined,
    model: 'Mac16,5',
    p: 12,
    gpu: undefined,
    chip: {
      name: 'Apple M4 Max',
      p_cores: 12,
      gpu_cores: 40,
      ane_cores: 16,
      memory_bandwidth_limit_bytes_per_second: 546e9,
    },
    tops: 38,
  },
  {
    title: 'M4 Max, 14 cores',
    name: 'Apple M4 Max',
    model: undefined,
    p: 10,
    gpu: undefined,
    chip: {
      name: 'Apple M4 Max',
      p_cores: 10,
      gpu_cores: 32,
      ane_cores: 16,
      memory_bandwidth_limit_bytes_per_second: 410e9,
    },
    tops: 38,
  },
  {
    title: 'M4 Max of an unknown version',
    name: undefined,
    model: 'Mac16,9',
    p: undefined,
    gpu: undefined,
    chip: { name: 'Apple M4 Max', ane_cores: 16 },
    tops: 38,
  },
  {
    title: 'M5 Max, known by its GPU',
    name: 'Apple M5 Max',
    model: undefined,
    p: 12,
    gpu: 40,
    chip: {
      name: 'Apple M5 Max',
      p_cores: 12,
      gpu_cores: 40,
      ane_cores: 16,
      memory_bandwidth_limit_bytes_per_second: 614e9,
    },
    tops: undefined,
  },
  {
    title: 'M1',
    name: undefined,
    model: 'Macmini9,1',
    p: 4,
    gpu: undefined,
    chip: {
      name: 'Apple M1',
      p_cores: 4,
      ane_cores: 16,
      memory_bandwidth_limit_bytes_per_second: 68.25e9,
    },
    tops: 11,
  },
  {
    title: 'a Mac to come',
    name: undefined,
    model: 'Mac99,1',
    p: 8,
    gpu: undefined,
    chip: { p_cores: 8 },
    tops: undefined,
  },
  {
    title: 'another maker',
    name: 'AMD EPYC',
    model: undefined,
    p: undefined,
    gpu: undefined,
    chip: { name: 'AMD EPYC' },
    tops: undefined,
  },
])('describeChip: $title', ({ name, model, p, gpu, chip, tops }) => {
  const found = describeChip(knownFields({ name, p_cores: p, gpu_cores: gpu }), { model });
  expect(found.chip).toEqual(chip);
  expect(found.ratedTops).toBe(tops);
});

it.each([
  { name: 'Apple M4 Max', watts: 8 },
  { name: 'Apple M2 Ultra', watts: 16 },
  { name: undefined, watts: 8 },
])('describeChip: the Neural Engine of $name is taken for full at $watts W', ({ name, watts }) => {
  const { assumedAneMaxWatts } = describeChip(knownFields({ name }), { model: undefined });
  expect(assumedAneMaxWatts).toBe(watts);
});

it.each([
  { name: 'Apple M1 Pro', efficientFirst: true, counted: true },
  { name: 'Apple M3 Ultra', efficientFirst: false, counted: true },
  { name: 'Apple M4 Max', efficientFirst: true, counted: false },
  { name: 'Apple M5', efficientFirst: false, counted: false },
  { name: undefined, efficientFirst: false, counted: false },
])('tells what $name can be asked', ({ name, efficientFirst, counted }) => {
  expect(numbersEfficientFirst(name)).toBe(efficientFirst);
  expect(countsMemoryTraffic(name)).toBe(counted);
});
