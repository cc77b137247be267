import { expect, it } from '@jest/globals';
import { parseExposition } from './parse-exposition.ts';
import { tellExposition } from './tell-exposition.ts';

it('prints a line a family, numbers that JSON has not as words, and what it could not read', () => {
  const page = parseExposition(
    '# HELP a What it is.\n# TYPE a gauge\na{b="c"} +Inf 1700000000500\na NaN\na{b="d"} -Inf\n?\nx 0.5\n',
  );
  if (page.kind === 'unreadable') throw new Error(page.reason);
  expect(tellExposition(page).map((line) => JSON.parse(line))).toEqual([
    {
      name: 'a',
      type: 'gauge',
      help: 'What it is.',
      samples: [
        { name: 'a', labels: { b: 'c' }, value: '+Inf', timestamp_seconds: 1_700_000_000.5 },
        { name: 'a', labels: {}, value: 'NaN' },
        { name: 'a', labels: { b: 'd' }, value: '-Inf' },
      ],
    },
    { name: 'x', samples: [{ name: 'x', labels: {}, value: 0.5 }] },
    { missing: [{ field: 'line 6', reason: 'does not begin with the name of a metric' }] },
  ]);
});

it('counts the lines that it does not list', () => {
  const page = parseExposition(`x 1\n${'?\n'.repeat(101)}`);
  if (page.kind === 'unreadable') throw new Error(page.reason);
  expect(tellExposition(page).at(-1)).toContain('"further lines","reason":"1 more cannot be read"');
});
