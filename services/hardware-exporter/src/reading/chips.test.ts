import { expect, it } from '@jest/globals';
import { describeChip } from './chips.ts';

it.each([
  {
    title: 'M4 Max, 16 cores',
    name: undefined,
    model: 'Mac16,5',
    p: 12,
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
    chip: { name: 'Apple M4 Max', ane_cores: 16 },
    tops: 38,
  },
  {
    title: 'M1',
    name: undefined,
    model: 'Macmini9,1',
    p: 4,
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
    chip: { p_cores: 8 },
    tops: undefined,
  },
  {
    title: 'another maker',
    name: 'AMD EPYC',
    model: undefined,
    p: undefined,
    chip: { name: 'AMD EPYC' },
    tops: undefined,
  },
])('describeChip: $title', ({ name, model, p, chip, tops }) => {
  const found = describeChip({ name, model, performanceCores: p, efficiencyCores: undefined });
  expect(found.chip).toEqual(chip);
  expect(found.ratedTops).toBe(tops);
});
