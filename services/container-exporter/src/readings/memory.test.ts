import { expect, it } from '@jest/globals';
import { hostConfig, statsBody } from '../fixtures/stats-bodies.ts';
import { memoryReadings } from './memory.ts';

const MEBIBYTE = 1024 * 1024;

it.each([
  {
    title: 'cgroup v1 counts the inactive cache of the subtree',
    stats: { usage: 100, stats: { inactive_file: 5, total_inactive_file: 30, total_rss: 60 } },
    workingSet: 70,
    rss: 60,
  },
  {
    title: 'cgroup v2',
    stats: { usage: 100, stats: { inactive_file: 40, anon: 50, file: 45 } },
    workingSet: 60,
    rss: 50,
  },
  {
    title: 'inactive cache above the usage, read a moment later',
    stats: { usage: 100, stats: { inactive_file: 140, anon: 50 } },
    workingSet: 100,
    rss: 50,
  },
  {
    title: 'an engine that leaves usage at zero',
    stats: { usage: 0, stats: { anon: 50 } },
    workingSet: 50,
    rss: 50,
  },
  { title: 'empty', stats: {}, workingSet: undefined, rss: undefined },
  { title: 'null', stats: null, workingSet: undefined, rss: undefined },
])('$title', ({ stats, workingSet, rss }) => {
  const memory = memoryReadings(statsBody({ memory_stats: stats }), undefined);
  expect(memory?.working_set_bytes).toBe(workingSet);
  expect(memory?.rss_bytes).toBe(rss);
});

it.each([
  { title: 'its own limit', host: { Memory: 64 * MEBIBYTE }, limit: 64 * MEBIBYTE, ratio: 0.25 },
  { title: 'no limit of its own', host: { Memory: 0 }, limit: undefined, ratio: undefined },
  { title: 'not inspected yet', host: undefined, limit: undefined, ratio: undefined },
])('limit: $title', ({ host, limit, ratio }) => {
  // The engine's own `limit` is the machine's memory where the container has none.
  const memory = memoryReadings(
    statsBody({ memory_stats: { usage: 16 * MEBIBYTE, limit: 64_000 * MEBIBYTE } }),
    host && hostConfig(host),
  );
  expect(memory?.limit_bytes).toBe(limit);
  expect(memory?.limit_ratio).toBe(ratio);
});

it.each([
  { title: 'cgroup v1', stats: { usage: 100, max_usage: 300 }, max: 300 },
  {
    title: 'cgroup v2 of an engine that gives 0',
    stats: { usage: 100, max_usage: 0 },
    max: undefined,
  },
  { title: 'cgroup v2', stats: { usage: 100 }, max: undefined },
])('the most memory used at once: $title', ({ stats, max }) => {
  const memory = memoryReadings(statsBody({ memory_stats: stats }), undefined);
  expect(memory?.max_usage_bytes).toBe(max);
});

it('reads the two parts of the page cache, of the subtree with cgroup v1', () => {
  const stats = {
    active_file: 1,
    inactive_file: 2,
    total_active_file: 10,
    total_inactive_file: 20,
  };
  const body = statsBody({ memory_stats: { usage: 100, stats } });
  expect(memoryReadings(body, undefined)).toMatchObject({
    active_file_bytes: 10,
    inactive_file_bytes: 20,
  });
});
