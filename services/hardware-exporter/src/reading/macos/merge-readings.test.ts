import { expect, it } from '@jest/globals';
import { NOTHING } from '../reading.ts';
import { mergeReadings } from './merge-readings.ts';

it('puts the fields of all together, the last word counting', () => {
  expect(
    mergeReadings([
      { ...NOTHING, model: 'Mac16,5', parts: { memory: { total_bytes: 8, wired_bytes: 1 } } },
      { ...NOTHING, chip: { name: 'Apple M4' }, parts: { memory: { wired_bytes: 2 } } },
      { ...NOTHING, parts: { gpu: { active_ratio: 0 } } },
    ]),
  ).toEqual({
    ...NOTHING,
    model: 'Mac16,5',
    chip: { name: 'Apple M4' },
    parts: { memory: { total_bytes: 8, wired_bytes: 2 }, gpu: { active_ratio: 0 } },
  });
});

it('keeps one reason for each field that none of them has', () => {
  const missing = (field: string, reason: string) => ({ ...NOTHING, missing: [{ field, reason }] });
  const reading = mergeReadings([
    missing('memory.used_bytes', 'first'),
    missing('memory.used_bytes', 'second'),
    missing('memory.free_ratio', 'given below'),
    missing('source.model', 'given below'),
    missing('thermal', 'no limit'),
    { ...NOTHING, model: 'Mac16,5', parts: { memory: { free_ratio: 0 } } },
  ]);
  expect(reading.missing).toEqual([
    { field: 'memory.used_bytes', reason: 'first' },
    { field: 'thermal', reason: 'no limit' },
  ]);
});

it('is nothing of nothing', () => {
  expect(mergeReadings([])).toEqual(NOTHING);
});
