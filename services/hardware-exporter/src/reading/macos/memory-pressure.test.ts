import { expect, it } from '@jest/globals';
import { fromMemoryPressure } from './memory-pressure.ts';

const HEAD = 'The system has 34359738368 (2097152 pages with a page size of 16384).\n';
const FREE = 'System-wide memory free percentage: 87%\n';
const COUNTERS =
  '\nPage Q counts:\nPages active: 8 \nPages wired down: 100 \n\nCompressor Stats:\nPages used by compressor: 20 \n';

it.each([
  {
    title: 'the short form',
    text: HEAD + FREE,
    memory: { total_bytes: 34_359_738_368, free_ratio: 0.87 },
    missing: ['used_bytes', 'wired_bytes', 'compressed_bytes'],
  },
  {
    title: 'the full form',
    text: HEAD + COUNTERS + FREE,
    memory: {
      total_bytes: 34_359_738_368,
      wired_bytes: 1_638_400,
      compressed_bytes: 327_680,
      free_ratio: 0.87,
    },
    missing: ['used_bytes'],
  },
  {
    title: 'its last line alone',
    text: FREE,
    memory: { free_ratio: 0.87 },
    missing: ['total_bytes', 'used_bytes', 'wired_bytes', 'compressed_bytes'],
  },
  {
    title: 'a percentage that is none',
    text: `${HEAD}System-wide memory free percentage: 870%\n`,
    memory: { total_bytes: 34_359_738_368 },
    missing: ['used_bytes', 'wired_bytes', 'compressed_bytes', 'free_ratio'],
  },
])('reads $title', ({ text, memory, missing }) => {
  const reading = fromMemoryPressure(text);
  expect(reading?.parts).toEqual({ memory });
  expect(reading?.missing.map(({ field }) => field)).toEqual(
    missing.map((field) => `memory.${field}`),
  );
});

it.each(['', 'The system has', COUNTERS])('finds nothing in %j', (text) => {
  expect(fromMemoryPressure(text)).toBeUndefined();
});
