import { expect, it } from '@jest/globals';
import { container, containers, hardware } from './fixtures/samples.ts';
import type { Newest } from './top-consumers.ts';
import { topConsumers } from './top-consumers.ts';

const busy = containers(0, [
  container('idle', { cpu: { cores_used: 0.1 }, memory: { working_set_bytes: 900 } }),
  container('risk', { cpu: { cores_used: 3.5 }, memory: { working_set_bytes: 100 } }),
  container('unread'),
]);
const mac = hardware({ at: 0 });
const newest: Newest = {
  ...(busy.kind === 'containers' ? { containers: busy.sample } : {}),
  ...(mac.kind === 'hardware'
    ? {
        hardware: {
          ...mac.sample,
          top_processes: [{ name: 'python3', cpu_cores_used: 2, memory_bytes: 700 }],
        },
      }
    : {}),
};
const { containers: _, ...withoutContainers } = newest;

it.each([
  {
    title: 'cores',
    metric: 'm4max_cpu_performance_active_ratio',
    from: newest,
    names: ['risk', 'idle'],
  },
  { title: 'memory', metric: 'm4max_memory_used_ratio', from: newest, names: ['idle', 'risk'] },
  {
    title: 'no containers',
    metric: 'm4max_memory_used_ratio',
    from: withoutContainers,
    names: ['python3'],
  },
  { title: 'nothing known yet', metric: 'm4max_memory_used_ratio', from: {}, names: [] },
  {
    title: 'a metric that nobody consumes',
    metric: 'nautilus_overall_performance_score',
    from: newest,
    names: [],
  },
])('topConsumers: $title', ({ metric, from, names }) => {
  expect(topConsumers(metric, from).map(({ name }) => name)).toEqual(names);
});

it('shows no more than five', () => {
  const many = containers(
    0,
    Array.from({ length: 9 }, (_value, index) =>
      container(`c${index}`, { cpu: { cores_used: index } }),
    ),
  );
  const from = many.kind === 'containers' ? { containers: many.sample } : {};
  expect(topConsumers('m4max_cpu_active_ratio', from)).toHaveLength(5);
});
