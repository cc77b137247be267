import { expect, it } from '@jest/globals';
import { Finding, sudoRule } from '@m4max/contracts';
import type { Access, Trial } from './powermetrics.ts';
import { powermetricsFinding } from './powermetrics.ts';

const samplers = ['cpu_power', 'gpu_power'];
const delivered: Trial = { kind: 'delivered', seconds: 1.04, samplers };
const refused: Trial = {
  kind: 'ended',
  how: 'exit code 1',
  stderr: 'sudo: a password is required\n',
};
const ended = (stderr: string): Trial => ({ kind: 'ended', how: 'SIGABRT', stderr });
const notStarted = (program: string, code: string): Trial => ({
  kind: 'not started',
  program,
  code,
});
const root: Access = { kind: 'root' };
const given: Access = { kind: 'given', path: '/opt/my tools/powermetrics' };
const sudo = (kind: 'complete' | 'too wide' | 'incomplete' | 'none'): Access => ({
  kind: 'sudo',
  rule: { kind },
});
const other: Access = { kind: 'sudo', rule: { kind: 'other interval', milliseconds: 5000 } };
const unknown: Access = { kind: 'sudo', rule: { kind: 'unknown', why: 'sudo hangs' } };
const install = sudoRule.install;

it.each([
  {
    title: 'all is well',
    access: sudo('complete'),
    trial: delivered,
    state: 'ok',
    says: 'delivered cpu_power, gpu_power after 1.0 s, through sudo',
    mend: undefined,
  },
  { title: 'root', access: root, trial: delivered, state: 'ok', says: 'as root', mend: undefined },
  {
    title: 'a given one',
    access: given,
    trial: delivered,
    state: 'ok',
    says: 'from POWERMETRICS_PATH',
    mend: undefined,
  },
  {
    title: 'sudo that does not list but allows',
    access: unknown,
    trial: delivered,
    state: 'ok',
    says: 'through sudo',
    mend: undefined,
  },
  {
    title: 'any arguments',
    access: sudo('too wide'),
    trial: delivered,
    state: 'warning',
    says: 'can write any file',
    mend: install,
  },
  {
    title: 'a rule that lacks a line',
    access: sudo('incomplete'),
    trial: delivered,
    state: 'warning',
    says: 'lacks command lines',
    mend: install,
  },
  {
    title: 'no rule',
    access: sudo('none'),
    trial: refused,
    state: 'problem',
    says: 'there is no sudo rule; it said "sudo: a password is required"',
    mend: install,
  },
  {
    title: 'a user whom sudo does not know',
    access: sudo('none'),
    trial: ended('Sorry, user eve may not run sudo on mac.'),
    state: 'problem',
    says: 'there is no sudo rule',
    mend: install,
  },
  {
    title: 'a rule for another interval',
    access: other,
    trial: refused,
    state: 'problem',
    says: 'the sudo rule is for every 5 s, COLLECT_INTERVAL_SECONDS is 1',
    mend: install,
  },
  {
    title: 'the rule of another version',
    access: sudo('incomplete'),
    trial: refused,
    state: 'problem',
    says: 'not for the command lines of this version',
    mend: install,
  },
  {
    title: 'sudo that hangs',
    access: unknown,
    trial: refused,
    state: 'problem',
    says: 'sudo hangs',
    mend: install,
  },
  {
    title: 'a refusal in spite of the rule',
    access: sudo('complete'),
    trial: refused,
    state: 'problem',
    says: 'refuses all the same',
    mend: install,
  },
  {
    title: 'a given one that needs root',
    access: given,
    trial: ended('powermetrics must be invoked as the superuser'),
    state: 'problem',
    says: "the system's own is run through sudo",
    mend: 'unset POWERMETRICS_PATH',
  },
  {
    title: 'silence',
    access: root,
    trial: { kind: 'silent', seconds: 6 } as const,
    state: 'problem',
    says: 'nothing for 6 s',
    mend: 'sudo killall powermetrics',
  },
  {
    title: 'a faulty list',
    access: root,
    trial: { kind: 'unreadable', why: 'it has no <plist> element' } as const,
    state: 'warning',
    says: 'its text is read instead',
    mend: undefined,
  },
  {
    title: 'a crash',
    access: root,
    trial: ended('Abort trap\n'),
    state: 'problem',
    says: 'it ended (SIGABRT); it said "Abort trap"',
    mend: undefined,
  },
  {
    title: 'a crash without a word',
    access: root,
    trial: ended(''),
    state: 'problem',
    says: 'it ended (SIGABRT)',
    mend: undefined,
  },
  {
    title: 'a given one that is not there',
    access: given,
    trial: notStarted('/opt/my tools/powermetrics', 'ENOENT'),
    state: 'problem',
    says: 'cannot be started (ENOENT)',
    mend: 'unset POWERMETRICS_PATH',
  },
  {
    title: 'a given one that may not be run',
    access: given,
    trial: notStarted('/opt/my tools/powermetrics', 'EACCES'),
    state: 'problem',
    says: 'may not be run',
    mend: "chmod +x '/opt/my tools/powermetrics'",
  },
  {
    title: 'no sudo',
    access: unknown,
    trial: notStarted('sudo', 'ENOENT'),
    state: 'problem',
    says: 'sudo cannot be started',
    mend: 'export PATH="/usr/bin:$PATH"',
  },
  {
    title: 'no powermetrics',
    access: root,
    trial: notStarted('/usr/bin/powermetrics', 'ENOENT'),
    state: 'problem',
    says: 'part of macOS',
    mend: undefined,
  },
])('powermetrics: $title', ({ access, trial, state, says, mend }) => {
  const finding = powermetricsFinding({ intervalSeconds: 1, access, trial });
  expect(Finding.parse(finding)).toMatchObject({ check: 'powermetrics', state });
  expect(finding.detail).toContain(says);
  expect(finding.mend).toBe(mend);
});
