import { expect, it } from '@jest/globals';
import { ruleIn } from './sudo-listing.ts';

const program = '/usr/bin/powermetrics';
const lines = [
  `${program} -s cpu_power,gpu_power,thermal,network,disk -i 1000 -n 3600 -f plist -b 0`,
  `${program} -s cpu_power -i 1000 -n 3600 -f plist -b 0`,
];

/** What sudo prints for a user with these entries, before it breaks lines. */
const listing = (...entries: readonly string[]) =>
  `Matching Defaults entries for trader on mac:
    env_reset, secure_path=/usr/sbin\\:/usr/bin

User trader may run the following commands on mac:
${entries.map((entry) => `    ${entry}\n`).join('')}`;

const BROKEN = `(root) NOPASSWD: /usr/bin/powermetrics -s
        cpu_power\\,gpu_power\\,thermal\\,network\\,disk -i 1000 -n 3600 -f plist
        -b 0, /usr/bin/powermetrics -s cpu_power -i 1000 -n 3600 -f plist -b 0`;
const HALF = '(root) NOPASSWD: /usr/bin/powermetrics -s cpu_power -i 1000 -n 3600 -f plist -b 0';
const FORMER =
  '(root) NOPASSWD: /usr/bin/powermetrics -s cpu_power\\,gpu_power\\,thermal -i 1000 -f plist -b 0';

it.each([
  { title: 'the rule, in broken lines', entries: [BROKEN], rule: { kind: 'complete' } },
  {
    title: 'the rule of an administrator',
    entries: ['(ALL) ALL', BROKEN],
    rule: { kind: 'complete' },
  },
  { title: 'everything', entries: ['(ALL : ALL) NOPASSWD: ALL'], rule: { kind: 'complete' } },
  { title: 'everything with a password', entries: ['(ALL) ALL'], rule: { kind: 'none' } },
  { title: 'another program', entries: ['(root) NOPASSWD: /bin/ls'], rule: { kind: 'none' } },
  {
    title: 'a program whose name begins alike',
    entries: ['(root) NOPASSWD: /usr/bin/powermetrics2 -i 1000'],
    rule: { kind: 'none' },
  },
  { title: 'as another user', entries: [BROKEN.replace('root', 'eve')], rule: { kind: 'none' } },
  { title: 'half of the rule', entries: [HALF], rule: { kind: 'incomplete' } },
  { title: 'the rule of another version', entries: [FORMER], rule: { kind: 'incomplete' } },
  {
    title: 'another interval',
    entries: [BROKEN.replaceAll('-i 1000', '-i 5000')],
    rule: { kind: 'other interval', milliseconds: 5000 },
  },
  {
    title: 'two intervals, one of them incomplete',
    entries: [BROKEN.replaceAll('-i 1000', '-i 5000'), HALF],
    rule: { kind: 'incomplete' },
  },
  {
    title: 'any arguments',
    entries: ['(root) NOPASSWD: /usr/bin/powermetrics'],
    rule: { kind: 'too wide' },
  },
  {
    title: 'a pattern',
    entries: ['(root) NOPASSWD: /usr/bin/powermetrics -s *'],
    rule: { kind: 'too wide' },
  },
  {
    title: 'half with and half without a password',
    entries: [BROKEN.replace('-b 0, ', '-b 0, PASSWD: ')],
    rule: { kind: 'incomplete' },
  },
  {
    title: 'a tag more',
    entries: [BROKEN.replace('NOPASSWD: ', 'NOEXEC: NOPASSWD: ')],
    rule: { kind: 'complete' },
  },
  { title: 'nothing', entries: [], rule: { kind: 'none' } },
])('ruleIn: $title', ({ entries, rule }) => {
  expect(ruleIn(listing(...entries), { program, lines })).toEqual(rule);
});
