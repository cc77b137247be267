import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { requireComponent } from '@m4max/test-kit';
import { commandLines, SYSTEM_PATH } from './command-lines.ts';
import { sudoersFile } from './sudoers.ts';

/** What the one rule of a sudoers file says, read the way sudo does: lines joined, escapes undone. */
function readRule(file: string) {
  const statements = file
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((statement) => statement !== '' && !statement.startsWith('#'));
  const [alias = '', rule = '', ...others] = statements;
  const { name, list = '' } =
    /^Cmnd_Alias (?<name>[A-Z0-9_]+) = +(?<list>.*)$/.exec(alias)?.groups ?? {};
  const parts = /^(?<user>\S+) ALL=\((?<as>\w+)\) NOPASSWD: (?<what>\S+)$/.exec(rule)?.groups;
  expect(others).toEqual([]);
  expect(parts?.what).toBe(name);
  const commands = list.split(/(?<!\\),/).map((command) =>
    command
      .trim()
      .split(/ +/)
      .map((word) => word.replace(/\\(.)/g, '$1')),
  );
  return { user: parts?.user, as: parts?.as, commands };
}

const asSet = (commands: readonly (readonly string[])[]) =>
  commands.map((words) => JSON.stringify(words)).toSorted();

const intervals = [{ intervalSeconds: 0.1 }, { intervalSeconds: 1 }, { intervalSeconds: 5 }];

it.each(intervals)('allows the table and nothing else at $intervalSeconds s', (interval) => {
  const rule = readRule(sudoersFile({ user: 'trader', ...interval }));
  const table = commandLines(interval.intervalSeconds);
  expect(rule).toMatchObject({ user: 'trader', as: 'root' });
  expect(asSet(rule.commands)).toEqual(
    asSet(table.map((line) => [SYSTEM_PATH, ...line.arguments])),
  );
});

it('never lets powermetrics choose a file', () => {
  const { commands } = readRule(sudoersFile({ user: 'trader', intervalSeconds: 1 }));
  for (const words of commands) {
    expect(words.length).toBeGreaterThan(1); // A bare path would allow any arguments.
    expect(words.join(' ')).not.toMatch(/[*?[\]!]| -[ouA]/);
  }
});

it('says what it is for and how to remove it', () => {
  const file = sudoersFile({ user: 'trader', intervalSeconds: 1 });
  expect(file).toContain('# Lets trader run powermetrics as root');
  expect(file).toContain('sudo rm /etc/sudoers.d/m4max');
});

const userNames = ['trader', 'j.doe', '_www', 'Anna-Maria', 'u501', 'McGee'].map((user) => ({
  user,
}));
it.each(userNames)('takes the user $user', ({ user }) => {
  expect(readRule(sudoersFile({ user, intervalSeconds: 1 })).user).toBe(user);
});

it.each([
  { title: 'empty', user: '' },
  { title: 'two words', user: 'jane doe' },
  { title: 'a group', user: '%admin' },
  { title: 'a number', user: '#501' },
  { title: 'a netgroup', user: '+traders' },
  { title: 'a negation', user: '!trader' },
  { title: 'everybody', user: 'ALL' },
  { title: 'an alias', user: 'TRADERS_1' },
  { title: 'a list', user: 'trader,eve' },
  { title: 'a rule', user: 'eve ALL=(ALL) NOPASSWD: ALL\ntrader' },
  { title: 'a line more', user: 'trader\n' },
  { title: 'a comment that goes on', user: 'trader\\' },
  { title: 'a domain', user: 'DESK\\trader' },
])('refuses a user name that is $title', ({ user }) => {
  expect(() => sudoersFile({ user, intervalSeconds: 1 })).toThrow(/^the user name ".*could mean/);
});

it('tells root that it needs none', () => {
  expect(() => sudoersFile({ user: 'root', intervalSeconds: 1 })).toThrow('root needs no rule');
});

const VISUDO = 'visudo';
const withVisudo = requireComponent(VISUDO) ? it : it.skip;
withVisudo.each(intervals)('pleases visudo at $intervalSeconds s', ({ intervalSeconds }) => {
  const file = sudoersFile({ user: 'trader', intervalSeconds });
  const { status, stderr } = spawnSync(VISUDO, ['--check', '--strict', '--file=-'], {
    input: file,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
