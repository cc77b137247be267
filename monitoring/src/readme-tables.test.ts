import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { environmentTable, metricsTable, replaceBlock } from './readme-tables.ts';

it('shows what a variable means, and its default as a user would write it', () => {
  const config = z.object({
    STORE_URL: z.string().describe('The store.'),
    FILE: z.string().default('/home/me/checkout/rules.yml').describe('The rules.'),
    NAMES: z
      .string()
      .transform((text) => text.split(','))
      .prefault('a,b')
      .describe('One | more.'),
    SECONDS: z.coerce.number().default(0.5).describe('The pace.'),
    TOKEN: z.string().optional().describe('None.'),
  });
  expect(environmentTable(config, '/home/me/checkout/').split('\n')).toEqual([
    '| variable    | default     | meaning      |',
    '| ----------- | ----------- | ------------ |',
    '| `FILE`      | `rules.yml` | The rules.   |',
    '| `NAMES`     | `a,b`       | One \\| more. |',
    '| `SECONDS`   | `0.5`       | The pace.    |',
    '| `STORE_URL` | (needed)    | The store.   |',
    '| `TOKEN`     |             | None.        |',
  ]);
});

it('shows a metric with the label that every exporter adds', () => {
  const row = {
    name: 'm4max_x',
    type: 'gauge',
    help: 'X.',
    labels: ['core'],
    unit: 'count',
  } as const;
  expect(metricsTable([{ ...row, read: () => [] }])).toContain(
    '| `m4max_x` | gauge | `host` `core` | X.      |',
  );
});

it.each([
  {
    title: 'a field of its own',
    origin: { field: 'memory.used_bytes' },
    sources: 'macos, macmon, mactop, systeminformation',
  },
  {
    title: 'a field of a part that comes whole',
    origin: { field: 'gpu.active_ratio' },
    sources: 'powermetrics, macmon, mactop, macos',
  },
  { title: 'words', origin: { words: 'table of chips' }, sources: 'table of chips' },
])('shows where a metric comes from and when it is absent: $title', ({ origin, sources }) => {
  const row = { name: 'm4max_x', type: 'gauge', help: 'X.', labels: [], unit: 'percent' } as const;
  const [, , line = ''] = metricsTable([{ ...row, origin, absent: 'never', read: () => [] }]).split(
    '\n',
  );
  const cells = line.split('|').map((cell) => cell.trim());
  expect(cells.slice(4, -1)).toEqual(['ratio 0–1', 'X.', sources, 'never']);
});

it('knows no source of a field that is not in the table', () => {
  const row = { name: 'm4max_x', type: 'gauge', help: 'X.', labels: [], unit: 'count' } as const;
  const origin = { field: 'weather' };
  expect(() => metricsTable([{ ...row, origin, read: () => [] }])).toThrow(/weather/);
});

it('replaces its own block and nothing else, and misses none in silence', () => {
  const document = 'before\n<!-- generated: metrics -->\nold\n<!-- end -->\nafter\n';
  expect(replaceBlock(document, 'metrics', 'new')).toBe(
    'before\n<!-- generated: metrics -->\nnew\n<!-- end -->\nafter\n',
  );
  expect(() => replaceBlock(document, 'environment', 'new')).toThrow(/generated: environment/);
});
