import { expect, it } from '@jest/globals';
import { afterEnding } from './after-ending.ts';
import type { CommandLine } from './command-lines.ts';
import { commandLines } from './command-lines.ts';

const lines = commandLines(1);
const [best, withoutRates, withoutThermal] = lines as [CommandLine, CommandLine, CommandLine];
const text = lines.at(-1) ?? best;
const exited = (stderr: string) =>
  ({ kind: 'exited', how: 'exit code 1', stderr, documents: 0 }) as const;

it.each([
  {
    title: 'an unknown sampler: at once with the next line without it',
    ending: exited('powermetrics: unrecognized sampler: thermal\n'),
    next: { delaySeconds: 0, plan: withoutThermal },
    says: 'no sampler thermal',
  },
  {
    title: 'an unknown sampler that was not asked for: as any other end',
    ending: exited('powermetrics: unrecognized sampler: bandwidth\n'),
    next: { delaySeconds: 1, plan: best },
    says: 'unrecognized sampler: bandwidth',
  },
  {
    title: 'not root',
    ending: exited('powermetrics must be invoked as the superuser\n'),
    next: { delaySeconds: 60, plan: best },
    says: 'm4max doctor',
  },
  {
    title: 'sudo that would ask for a password',
    ending: exited('sudo: a password is required\n'),
    next: { delaySeconds: 60, plan: best },
    says: 'm4max doctor',
  },
  {
    title: 'sudo that allows this user other command lines only',
    ending: exited(
      "Sorry, user jane is not allowed to execute '/usr/bin/powermetrics -i 500' as root on mac.\n",
    ),
    next: { delaySeconds: 60, plan: best },
    says: 'm4max doctor',
  },
  {
    title: 'not there',
    ending: { kind: 'not started', program: '/usr/bin/powermetrics', code: 'ENOENT' } as const,
    next: { delaySeconds: 60, plan: best },
    says: '/usr/bin/powermetrics is not there',
  },
  {
    title: 'not a program',
    ending: { kind: 'not started', program: '/x', code: 'EACCES' } as const,
    next: { delaySeconds: 60, plan: best },
    says: 'chmod +x',
  },
  {
    title: 'silence',
    ending: { kind: 'silent', seconds: 3 } as const,
    next: { delaySeconds: 1, plan: best },
    says: 'nothing for 3 s',
  },
  {
    title: 'a crash, without its habitual complaints',
    ending: exited('Abort trap\nproc_pidpath 1460 failed(0)\nSecond underflow occured.\n'),
    next: { delaySeconds: 1, plan: best },
    says: 'exit code 1): Abort trap',
  },
  {
    title: 'an end without a word',
    ending: exited(''),
    next: { delaySeconds: 1, plan: best },
    says: 'powermetrics ended (exit code 1)',
  },
])('afterEnding: $title', ({ ending, next, says }) => {
  const found = afterEnding(ending, { line: best, firstPlan: best, failures: 0 });
  expect(found).toMatchObject(next);
  expect(found.reason).toContain(says);
});

it('waits longer after each failure, a minute at most', () => {
  const delays = [0, 1, 2, 3, 5, 6, 50].map((failures) => {
    const state = { line: best, firstPlan: best, failures };
    return afterEnding({ kind: 'silent', seconds: 3 }, state).delaySeconds;
  });
  expect(delays).toEqual([1, 2, 4, 8, 32, 60, 60]);
});

it('does not try without any sampler', () => {
  const only = lines.find(({ samplers }) => samplers.join() === 'cpu_power') ?? best;
  const next = afterEnding(exited('powermetrics: unrecognized sampler: cpu_power\n'), {
    line: only,
    firstPlan: best,
    failures: 0,
  });
  expect(next).toMatchObject({ plan: only, delaySeconds: 1 });
});

it('reads text where the property lists cannot be read, and tries them again at the next change', () => {
  const unreadable = { kind: 'unreadable', documents: 3 } as const;
  const next = afterEnding(unreadable, { line: withoutRates, firstPlan: best, failures: 4 });
  expect(next).toMatchObject({ plan: text, delaySeconds: 0 });
  expect(next.reason).toContain('text format');
  const done = { kind: 'exited', how: 'exit code 0', stderr: '', documents: 3600 } as const;
  expect(afterEnding(done, { line: text, firstPlan: best, failures: 0 }).plan).toBe(best);
  expect(afterEnding(unreadable, { line: text, firstPlan: best, failures: 0 })).toMatchObject({
    plan: text,
    delaySeconds: 1,
  });
});

it('takes the end after the count of samples for planned, and nothing else', () => {
  const done = { kind: 'exited', how: 'exit code 0', stderr: '', documents: 3600 } as const;
  const state = { line: withoutRates, firstPlan: best, failures: 0 };
  expect(afterEnding(done, state)).toEqual({
    plan: withoutRates,
    delaySeconds: 0,
    reason: undefined,
  });
  for (const documents of [0, 1, 3599])
    expect(afterEnding({ ...done, documents }, state)).toMatchObject({
      delaySeconds: 1,
      reason: 'powermetrics ended (exit code 0)',
    });
});
