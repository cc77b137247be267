import { expect, it } from '@jest/globals';
import { linux, m4max } from '../fixtures/samples.ts';
import { tileCharts } from './history.ts';
import { tilesOf } from './tiles.ts';

it('puts the chart of the opened tile first and leaves out what has no reading', () => {
  expect(tileCharts('gpu', tilesOf(m4max()))[0]?.title).toBe('GPU');
  expect(tileCharts('processor', tilesOf(linux())).map(({ title }) => title)).toEqual([
    'Processor',
    'Memory',
  ]);
});
