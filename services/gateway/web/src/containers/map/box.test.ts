import { expect, it } from '@jest/globals';
import { boxSizeFor } from './box.ts';

it.each([
  { rows: 1, look: 'roomy' },
  { rows: 12, look: 'roomy' },
  { rows: 13, look: 'compact' },
  { rows: 16, look: 'compact' },
  { rows: 17, look: 'dense' },
  { rows: 80, look: 'dense' },
])('$rows rows are $look', ({ rows, look }) => {
  expect(boxSizeFor(rows).look).toBe(look);
});

it('fits up to 24 rows into the 780 pixels that a dialog leaves on a laptop', () => {
  for (let rows = 1; rows <= 24; rows += 1) {
    expect(rows * boxSizeFor(rows).pitch).toBeLessThanOrEqual(780);
  }
});
