import { expect, it } from '@jest/globals';
import { readStats, valueAt } from '../fixtures/recorded-stats.ts';

const body = (over: object) => JSON.stringify({ read: '2026-03-02T09:00:00Z', ...over });
const inspected = {
  Id: 'a1',
  Name: '/web',
  State: { Status: 'running' },
  HostConfig: { Memory: 1000 },
};

it.each([
  { title: 'a line {"inspect": …}', inspection: JSON.stringify({ inspect: inspected }) },
  { title: 'the same with a list', inspection: JSON.stringify({ inspect: [inspected] }) },
  { title: 'what docker inspect prints', inspection: JSON.stringify([inspected], undefined, 4) },
  { title: 'a reply of the API', inspection: JSON.stringify(inspected) },
])('takes limits from $title', ({ inspection }) => {
  const [web] = readStats(
    `${inspection}\n${body({ id: 'a1', name: '/web', memory_stats: { usage: 500 } })}`,
  );
  expect(valueAt(web, 'memory.limit_ratio')).toBe(0.5);
});

it.each([
  { title: 'without a name', of: {}, limit: 1000 },
  { title: 'of its name', of: { name: '/web' }, limit: 1000 },
  { title: 'of another name', of: { name: '/db' }, limit: undefined },
  { title: 'of its name and another id', of: { id: 'b2', name: '/web' }, limit: undefined },
])('an only inspection and a body $title: limit $limit', ({ of, limit }) => {
  const [web] = readStats(
    `${JSON.stringify(inspected)}\n${body({ ...of, memory_stats: { usage: 1 } })}`,
  );
  expect(valueAt(web, 'memory.limit_bytes')).toBe(limit);
});

it('takes a list for its items', () => {
  expect(readStats(`[${body({ id: 'a' })},\n${body({ id: 'b' })}]`)).toHaveLength(2);
});

it.each(['image', 'labels', 'health', 'restarts', 'oom_events'])(
  'says that a body alone tells no %s',
  (field) => {
    const [alone] = readStats(body({ id: 'a1', pids_stats: { current: 1 } }));
    expect(valueAt(alone, `missing.${field}`)).toContain('add what `docker inspect` says');
  },
);
