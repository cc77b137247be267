import { expect, it } from '@jest/globals';
import { SPARK, sparkPaths } from './spark-path.ts';

it('draws from edge to edge, the full height at the top', () => {
  expect(sparkPaths([0, 1], 1).line).toBe(`M0 ${SPARK.height - 1}L${SPARK.width} 1`);
});

it('breaks the line at a gap', () => {
  const { line, area } = sparkPaths([1, 1, undefined, 1, 1], 1);
  expect(line.match(/M/g)).toHaveLength(2);
  expect(area.match(/Z/g)).toHaveLength(2);
});

it.each([
  { title: 'nothing', column: [], line: '' },
  { title: 'gaps only', column: [undefined, undefined], line: '' },
  { title: 'one reading is a dash', column: [undefined, 0], line: 'M180 27L181 27' },
])('$title', ({ column, line }) => {
  expect(sparkPaths(column, 1).line).toBe(line);
});

it('stays inside when a reading is over the full height, and flat when all are 0', () => {
  expect(sparkPaths([2, 2], 1).line).toBe(`M0 1L${SPARK.width} 1`);
  expect(sparkPaths([0, 0], undefined).line).toBe(`M0 27L${SPARK.width} 27`);
});
