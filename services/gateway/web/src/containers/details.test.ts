import { expect, it } from '@jest/globals';
import { AT, container, containersSample } from '../fixtures/samples.ts';
import { rowCharts, rowFacts } from './details.ts';
import { rowsOf } from './rows.ts';

const now = new Date(AT);
const exit = { code: 137, oom_killed: false, reason: 'stopped' };

it('tells in the dialog what is known, and draws up to the limit', () => {
  const sample = containersSample({
    containers: [container({ cpu: { limit_cores: 2 }, exit: { ...exit, at: AT } })],
    links: [{ from: 'risk', to: 'redis', kind: 'observed' }],
  });
  const row = rowsOf(sample, [])[0];
  if (row === undefined) throw new Error('one container is one row');
  expect(rowFacts(row, sample, now).map(({ name }) => name)).toEqual([
    'State',
    'Image',
    'Restarts',
    'Last end',
    'Talks to',
  ]);
  expect(rowCharts(row)).toEqual([
    { title: 'CPU', unit: 'cores', full: 2, series: 'container_cpu_cores_used:risk' },
    { title: 'Memory', unit: 'bytes', series: 'container_memory_working_set_bytes:risk' },
  ]);
});
