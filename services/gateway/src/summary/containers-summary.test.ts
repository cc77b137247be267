import { expect, it } from '@jest/globals';
import { container, containersSample } from '../fixtures/samples.ts';
import { containersSummary, worstContainers } from './containers-summary.ts';

const killed = { code: 137, oom_killed: true, reason: 'killed for memory (OOM)' };

it('counts states, restarts and the unhealthy', () => {
  const sample = containersSample({
    engines: [
      { id: 'e1', name: 'docker', up: true },
      { id: 'e2', name: 'lima', up: false },
    ],
    containers: [
      container({ restarts: { policy: 2, manual: 0, oom: 1, crash: 1 } }),
      container({ id: 'c2', name: 'ml', health: 'unhealthy', oom_events: 3 }),
      container({ id: 'c3', name: 'old', state: 'exited', exit: killed }),
    ],
  });
  expect(containersSummary({ ...sample, age_seconds: 1, stale: false })).toMatchObject({
    engines: 2,
    engines_up: 1,
    total: 3,
    by_state: { running: 2, exited: 1 },
    unhealthy: 1,
    restarts: { policy: 2, manual: 0, oom: 1, crash: 1 },
    oom_events: 3,
    worst: [{ name: 'old', why: 'killed for memory (OOM)' }, { name: 'ml' }],
  });
});

it.each([
  { title: 'a healthy one is not named', it: container(), why: undefined },
  {
    title: 'one that ended as it should is not named',
    it: container({ state: 'exited', exit: { code: 0, oom_killed: false, reason: 'ended' } }),
    why: undefined,
  },
  {
    title: 'near its memory limit',
    it: container({ memory: { limit_ratio: 0.97 } }),
    why: 'uses 97 % of its memory limit',
  },
  {
    title: 'held back',
    it: container({ cpu: { throttled_ratio: 0.25 } }),
    why: 'is held back 25 % of the time',
  },
  {
    title: 'endpoint away',
    it: container({ probe: { status: 'unreachable', detail: 'connection refused' } }),
    why: 'connection refused',
  },
  { title: 'dead', it: container({ state: 'dead' }), why: 'dead' },
  { title: 'nothing known of it', it: container({ cpu: {}, memory: {} }), why: undefined },
])('worstContainers: $title', ({ it: one, why }) => {
  expect(worstContainers([one])[0]?.why).toBe(why);
});

it('names at most five, the worst first', () => {
  const many = Array.from({ length: 9 }, (_, n) =>
    container({ name: `engine-${n}`, memory: { limit_ratio: 0.91 + n / 100 } }),
  );
  expect(worstContainers(many).map(({ name }) => name)).toEqual([
    'engine-8',
    'engine-7',
    'engine-6',
    'engine-5',
    'engine-4',
  ]);
});
