import { expect, it } from '@jest/globals';
import { hostConfig, statsBody } from '../fixtures/stats-bodies.ts';
import { readingsOf } from './readings.ts';

it.each([
  { title: 'a limit', pids: { current: 3, limit: 100 }, expected: { pids: 3, pids_limit: 100 } },
  { title: 'no limit', pids: { current: 3 }, expected: { pids: 3 } },
  {
    title: 'no limit, as the greatest number',
    pids: { current: 3, limit: 18446744073709552000 },
    expected: { pids: 3 },
  },
  {
    title: 'Podman tells its limit in the configuration only',
    pids: { current: 3, limit: 0 },
    host: { PidsLimit: 2048 },
    expected: { pids: 3, pids_limit: 2048 },
  },
  {
    title: 'a configuration without a limit',
    pids: { current: 3, limit: 0 },
    host: { PidsLimit: -1 },
    expected: { pids: 3 },
  },
])('pids: $title', ({ pids, host, expected }) => {
  const now = statsBody({ pids_stats: pids });
  expect(readingsOf({ before: undefined, now, host: host && hostConfig(host) })).toEqual(expected);
});

it('a stopped container has no readings, not zeros', () => {
  const now = statsBody({
    read: '0001-01-01T00:00:00Z',
    cpu_stats: { cpu_usage: { total_usage: 0 } },
    memory_stats: {},
    blkio_stats: { io_service_bytes_recursive: null },
  });
  expect(readingsOf({ before: undefined, now, host: undefined })).toBeUndefined();
});
