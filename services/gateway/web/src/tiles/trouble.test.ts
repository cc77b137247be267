import { expect, it } from '@jest/globals';
import { alert } from '../fixtures/samples.ts';
import { tileAlert } from './trouble.ts';

it.each([
  { title: 'its own rule', change: {}, severity: 'warning' },
  { title: 'another machine', change: { labels: { host: 'mac-2' } }, severity: undefined },
  { title: 'acknowledged', change: { state: 'acknowledged' }, severity: undefined },
  { title: 'another rule', change: { rule_name: 'GpuSaturated' }, severity: undefined },
  { title: 'another group', change: { group: 'container_health' }, severity: undefined },
] as const)('trouble of a tile: $title', ({ change, severity }) => {
  expect(tileAlert('tier:P', [alert(change)], 'mac-1')?.severity).toBe(severity);
});

it('takes the gravest of several alerts', () => {
  const both = [alert(), alert({ id: 'b', severity: 'critical' })];
  expect(tileAlert('tier:P', both, 'mac-1')?.severity).toBe('critical');
  expect(tileAlert('unheard of', both, 'mac-1')).toBeUndefined();
});
