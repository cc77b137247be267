import { expect, it } from '@jest/globals';
import { afterEnding } from './after-ending.ts';

const samplers = ['cpu_power', 'gpu_power', 'thermal'];
const exited = (stderr: string) => ({ kind: 'exited', how: 'exit code 1', stderr }) as const;

it.each([
  {
    title: 'an unknown sampler: at once without it',
    ending: exited('powermetrics: unrecognized sampler: thermal\n'),
    next: { delaySeconds: 0, samplers: ['cpu_power', 'gpu_power'] },
    says: 'no sampler thermal',
  },
  {
    title: 'an unknown sampler that was not asked for: as any other end',
    ending: exited('powermetrics: unrecognized sampler: bandwidth\n'),
    next: { delaySeconds: 1, samplers },
    says: 'unrecognized sampler: bandwidth',
  },
  {
    title: 'not root',
    ending: exited('powermetrics must be invoked as the superuser\n'),
    next: { delaySeconds: 60, samplers },
    says: 'needs root: add the sudo rule',
  },
  {
    title: 'sudo that would ask for a password',
    ending: exited('sudo: a password is required\n'),
    next: { delaySeconds: 60, samplers },
    says: 'needs root: add the sudo rule',
  },
  {
    title: 'not there',
    ending: { kind: 'not started', program: '/usr/bin/powermetrics', code: 'ENOENT' } as const,
    next: { delaySeconds: 60, samplers },
    says: '/usr/bin/powermetrics is not there',
  },
  {
    title: 'not a program',
    ending: { kind: 'not started', program: '/x', code: 'EACCES' } as const,
    next: { delaySeconds: 60, samplers },
    says: 'chmod +x',
  },
  {
    title: 'silence',
    ending: { kind: 'silent', seconds: 3 } as const,
    next: { delaySeconds: 1, samplers },
    says: 'nothing for 3 s',
  },
  {
    title: 'a crash, without its habitual complaints',
    ending: exited('Abort trap\nproc_pidpath 1460 failed(0)\nSecond underflow occured.\n'),
    next: { delaySeconds: 1, samplers },
    says: 'exit code 1): Abort trap',
  },
  {
    title: 'an end without a word',
    ending: exited(''),
    next: { delaySeconds: 1, samplers },
    says: 'powermetrics ended (exit code 1)',
  },
])('afterEnding: $title', ({ ending, next, says }) => {
  const found = afterEnding(ending, { samplers, failures: 0 });
  expect(found).toMatchObject(next);
  expect(found.reason).toContain(says);
});

it('waits longer after each failure, a minute at most', () => {
  const delays = [0, 1, 2, 3, 5, 6, 50].map(
    (failures) => afterEnding({ kind: 'silent', seconds: 3 }, { samplers, failures }).delaySeconds,
  );
  expect(delays).toEqual([1, 2, 4, 8, 32, 60, 60]);
});

it('does not try without any sampler', () => {
  const only = { samplers: ['thermal'], failures: 0 };
  const next = afterEnding(exited('powermetrics: unrecognized sampler: thermal\n'), only);
  expect(next).toMatchObject({ samplers: ['thermal'], delaySeconds: 1 });
});
