import { expect, it } from '@jest/globals';
import { groupByReason, whyMissing } from './missing.ts';

const missing = [
  { field: 'power', reason: 'needs root' },
  { field: 'memory.bandwidth', reason: 'not since macOS 14' },
  { field: 'gpu.active_ratio', reason: 'needs root' },
];

it.each([
  { title: 'the field itself', field: 'memory.bandwidth', why: 'not since macOS 14' },
  { title: 'a group that holds it', field: 'power.cpu_watts', why: 'needs root' },
  { title: 'a part of the group asked for', field: 'gpu', why: 'needs root' },
  {
    title: 'a longer name is another',
    field: 'powerful',
    why: expect.stringContaining('no reason'),
  },
  { title: 'nobody said', field: 'fans', why: expect.stringContaining('no reason') },
])('why missing: $title', ({ field, why }) => {
  expect(whyMissing(missing, field)).toEqual(why);
});

it('tells one reason once', () => {
  expect(groupByReason([...missing, { field: 'power', reason: 'needs root' }])).toEqual([
    { reason: 'needs root', fields: ['power', 'gpu.active_ratio'] },
    { reason: 'not since macOS 14', fields: ['memory.bandwidth'] },
  ]);
});
