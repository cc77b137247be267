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

it('replaces its own block and nothing else, and misses none in silence', () => {
  const document = 'before\n<!-- generated: metrics -->\nold\n<!-- end -->\nafter\n';
  expect(replaceBlock(document, 'metrics', 'new')).toBe(
    'before\n<!-- generated: metrics -->\nnew\n<!-- end -->\nafter\n',
  );
  expect(() => replaceBlock(document, 'environment', 'new')).toThrow(/generated: environment/);
});
