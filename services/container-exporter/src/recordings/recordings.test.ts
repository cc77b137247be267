import { expect, it } from '@jest/globals';
import { eventReader } from './read-events.ts';
import { statsReader } from './read-stats.ts';

const body = (read: string, usage: number, over: object = {}) =>
  JSON.stringify({
    id: 'a1',
    name: '/web',
    read,
    cpu_stats: { cpu_usage: { total_usage: usage } },
    memory_stats: { usage: 600, stats: { inactive_file: 100 } },
    ...over,
  });
const inspect = JSON.stringify({
  inspect: {
    Id: 'a1',
    Name: '/web',
    State: { Status: 'running', StartedAt: '2026-03-02T08:00:00Z' },
    HostConfig: { Memory: 1000, NanoCpus: 1e9 },
  },
});

it('stats: a container a body, with what could not be known', () => {
  const read = statsReader();
  expect(read(body('2026-03-02T09:00:00Z', 1e9))).toMatchObject({
    name: 'web',
    state: 'running',
    memory: { working_set_bytes: 500 },
    missing: [
      { field: 'cpu.cores_used', reason: 'a rate needs a second body of the container' },
      { field: 'memory.limit_bytes' },
      { field: 'network' },
      { field: 'block_io' },
    ],
  });
  expect(read(inspect)).toBeUndefined();
  expect(read(body('2026-03-02T09:00:10Z', 3e9))).toMatchObject({
    started_at: '2026-03-02T08:00:00.000Z',
    cpu: { cores_used: 0.2, limit_ratio: 0.2 },
    memory: { limit_ratio: 0.5 },
  });
});

it('stats: a streamed body brings the reading before it', () => {
  const streamed = body('2026-03-02T09:00:01Z', 2e9, {
    preread: '2026-03-02T09:00:00Z',
    precpu_stats: { cpu_usage: { total_usage: 1.5e9 } },
  });
  expect(statsReader()(streamed)).toMatchObject({ cpu: { cores_used: 0.5 } });
});

it('stats: the body of a stopped container says so', () => {
  expect(statsReader()(body('0001-01-01T00:00:00Z', 0))).toMatchObject({
    state: 'exited',
    missing: expect.arrayContaining([
      { field: 'cpu', reason: 'the body is that of a container that is not running' },
    ]),
  });
});

it.each([{ line: 'not json' }, { line: '{"read": 7}' }, { line: '[]' }])(
  'stats: nothing for $line',
  ({ line }) => {
    expect(statsReader()(line)).toBeUndefined();
  },
);

it('events: says what each one means and how the counters stand', () => {
  const read = eventReader();
  const event = (time: number, Action: string, attributes: object = {}) =>
    JSON.stringify({
      Type: 'container',
      Action,
      Actor: { ID: 'a1', Attributes: { name: 'web', ...attributes } },
      time,
    });
  read(event(1, 'create'));
  read(event(1, 'start'));
  expect(read(event(2, 'oom'))).toMatchObject({ means: [{ what: 'oom_killed' }], oom_events: 1 });
  expect(read(event(2, 'die', { exitCode: '137' }))).toMatchObject({
    means: [],
    exit: { code: 137, signal: 'SIGKILL', oom_killed: true, reason: 'killed for memory (OOM)' },
  });
  expect(read(event(3, 'start'))).toMatchObject({
    means: [{ what: 'restarted_by_policy', detail: 'after it was killed for memory' }],
    restarts: { policy: 0, manual: 0, oom: 1, crash: 0 },
  });
  expect(read('{"Type":"network"}')).toBeUndefined();
});
