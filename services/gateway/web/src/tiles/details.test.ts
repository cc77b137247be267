import { expect, it } from '@jest/globals';
import { m4max } from '../fixtures/samples.ts';
import { tileFacts } from './details.ts';

it('tells more about a part in its dialog', () => {
  const names = (id: string) => tileFacts(id, m4max()).map(({ name }) => name);
  expect(names('tier:P')).toEqual(['P0-Cluster']);
  expect(names('tier:E')).toEqual([]);
  expect(names('memory')).toEqual(['In use', 'Wired', 'Compressed', 'Swap in use', 'Bandwidth']);
  expect(names('power')).toEqual(['Thermal state']);
  expect(names('gpu')).toEqual([]);
  const memory = { bandwidth_bytes_per_second_estimated: 210e9 };
  expect(tileFacts('memory', m4max({ memory })).at(-1)?.value).toBe('≈ 210 GB/s (estimate)');
});
