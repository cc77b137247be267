import { expect, it } from '@jest/globals';
import { tradingSample } from '../fixtures/samples.ts';
import { componentTable, engineTable } from './components.ts';
import { withoutEmptyColumns } from './detail-table.ts';

it('lists who says most first, and which readers are behind', () => {
  const table = componentTable(
    tradingSample({
      throughput: [
        { component: 'orders', messages_per_second: 4.25, backlog_age_seconds: 0 },
        {
          component: 'market_data',
          messages_per_second: 3800,
          peak_per_second: 6100,
          peak_10ms: 412,
          bytes_per_second: 1.2e6,
          backlog_age_seconds: 12.4,
          backlog_entries: 48_210,
        },
      ],
    }),
  );
  expect(table.rows.map(({ name, tone, cells }) => [name, tone, ...cells])).toEqual([
    ['market data', 'warning', '3,800', '6,100', '412', '1.2 MB/s', '12 s, 48.2 k entries'],
    ['orders', 'fine', '4.25', undefined, undefined, undefined, undefined],
  ]);
});

it('repeats what engines say of themselves, and leaves out what none says', () => {
  const table = engineTable(
    tradingSample({
      engines: [
        { engine: 'risk', up: true, operations_per_second: 20.4, mean_seconds: 0.0031 },
        {
          engine: 'ml',
          up: true,
          quantiles: [
            { metric: 'a', samples: 3 },
            { metric: 'b', samples: 9, p95_seconds_estimated: 0.06 },
          ],
        },
        { engine: 'features', up: false, detail: 'answers 503' },
      ],
    }),
  );
  const { columns, rows } = withoutEmptyColumns(table);
  expect(columns).toEqual(['Operations/s', 'Mean, ms', 'P95, ms, estimated']);
  expect(rows).toEqual([
    { key: 'risk', name: 'risk', tone: 'fine', cells: ['20', '3.10', undefined] },
    { key: 'ml', name: 'ml', tone: 'fine', cells: [undefined, undefined, '60.0'] },
    {
      key: 'features',
      name: 'features',
      note: 'answers 503',
      tone: 'warning',
      cells: [undefined, undefined, undefined],
    },
  ]);
  expect(withoutEmptyColumns(engineTable(tradingSample())).columns).toEqual([]);
});
