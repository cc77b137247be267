import { expect, it } from '@jest/globals';
import {
  bound,
  byteRate,
  cores,
  count,
  figures,
  frequency,
  gigabytes,
  memoryOfLimit,
  memorySize,
  milliseconds,
  percent,
  watts,
} from './units.ts';

const GB = 1024 ** 3;

it.each([
  { title: 'nothing', words: percent(0), expected: '0' },
  { title: 'a trace is not nothing', words: percent(0.001), expected: '<1' },
  { title: 'a share', words: percent(0.953), expected: '95' },
  { title: 'more than all', words: percent(1.2), expected: '120' },
  { title: 'three figures', words: figures(4.284), expected: '4.28' },
  { title: 'no empty decimals', words: figures(5), expected: '5' },
  { title: 'tens', words: figures(42.84), expected: '42.8' },
  { title: 'hundreds', words: figures(428.4), expected: '428' },
  { title: 'a number that rounds up to hundreds', words: figures(99.96), expected: '100' },
  { title: 'below zero', words: figures(-12.34), expected: '-12.3' },
  { title: 'gigabytes keep their decimal', words: gigabytes(2 * GB), expected: '2.0' },
  { title: 'little memory', words: gigabytes(0.04 * GB), expected: '0.04' },
  { title: 'much memory', words: gigabytes(128 * GB), expected: '128' },
  { title: 'small figures', words: figures(0.0031), expected: '0.0031' },
  { title: 'a small figure of three decimals', words: figures(0.0244), expected: '0.024' },
  {
    title: 'figures as a chart adds them up',
    words: figures(0.06000000000000001),
    expected: '0.06',
  },
  { title: 'what is not nothing', words: figures(0.00001), expected: '<0.0001' },
  { title: 'nothing', words: figures(0), expected: '0' },
  { title: 'cores of an idle container', words: cores(0.0031), expected: '0.0031' },
  { title: 'no cores', words: cores(0), expected: '0' },
  { title: 'a bound', words: bound('2.0'), expected: '2' },
  { title: 'a bound of ten', words: bound('10'), expected: '10' },
  { title: 'cores', words: cores(0.5), expected: '0.50' },
  { title: 'many cores', words: cores(12.34), expected: '12.3' },
  { title: 'traffic in powers of ten', words: byteRate(1_230_000), expected: '1.23 MB/s' },
  { title: 'bytes', words: byteRate(12), expected: '12 B/s' },
  { title: 'almost the next unit', words: byteRate(999_900), expected: '1 MB/s' },
  { title: 'gigahertz', words: frequency(4.284e9), expected: '4.28 GHz' },
  { title: 'megahertz', words: frequency(796e6), expected: '796 MHz' },
  { title: 'few watts', words: watts(1.04), expected: '1' },
  { title: 'watts', words: watts(62.7), expected: '63' },
  { title: 'microseconds', words: milliseconds(0.00004), expected: '0.040' },
  { title: 'milliseconds', words: milliseconds(0.0078), expected: '7.80' },
  { title: 'tens of milliseconds', words: milliseconds(0.0184), expected: '18.4' },
  { title: 'seconds in milliseconds', words: milliseconds(1.204), expected: '1,204' },
  { title: 'a count', words: count(1204), expected: '1,204' },
  { title: 'thousands', words: count(184_201), expected: '184 k' },
  { title: 'millions', words: count(2_500_000), expected: '2.5 M' },
  { title: 'a small rate', words: count(0.5), expected: '0.5' },
])('$title: $expected', ({ words, expected }) => {
  expect(words).toBe(expected);
});

it('counts memory as macOS does', () => {
  expect(memorySize(6 * GB)).toEqual({ value: '6', unit: 'GB' });
  expect(memorySize(0)).toEqual({ value: '0', unit: 'B' });
});

const MB = 1024 ** 2;

it.each([
  { used: 1.7 * GB, limit: 4 * GB, expected: { used: '1.7', limit: '4 GB' } },
  { used: 0.5 * GB, limit: 1.5 * GB, expected: { used: '0.50', limit: '1.5 GB' } },
  { used: 61 * MB, limit: 4 * GB, expected: { used: '61 MB', limit: '4 GB' } },
  { used: 4 * MB, limit: 20 * MB, expected: { used: '4.0', limit: '20 MB' } },
  { used: 240 * MB, limit: 512 * MB, expected: { used: '240', limit: '512 MB' } },
  { used: 0, limit: 512 * MB, expected: { used: '0', limit: '512 MB' } },
  { used: 300, limit: 128 * GB, expected: { used: '300 B', limit: '128 GB' } },
  { used: 61 * MB, limit: undefined, expected: { used: '61 MB', limit: undefined } },
  { used: 12.3 * GB, limit: undefined, expected: { used: '12 GB', limit: undefined } },
  { used: 1023.9 * MB, limit: undefined, expected: { used: '1.0 GB', limit: undefined } },
  { used: 0, limit: undefined, expected: { used: '0 B', limit: undefined } },
])('memory of its limit: $expected.used of $expected.limit', ({ used, limit, expected }) => {
  expect(memoryOfLimit(used, limit)).toEqual(expected);
});
