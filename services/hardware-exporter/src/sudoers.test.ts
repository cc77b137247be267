import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, jest } from '@jest/globals';
import { sudoersFile } from './powermetrics/sudoers.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

/** Prints the rule as if this user were logged in. */
function sudoers(user: string, intervalSeconds: string) {
  const pretend = `
    import os from 'node:os';
    import { syncBuiltinESMExports } from 'node:module';
    os.userInfo = () => ({ username: ${JSON.stringify(user)} });
    syncBuiltinESMExports();`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--conditions=source', '--import', 'tsx'],
      ...['--import', `data:text/javascript,${encodeURIComponent(pretend)}`],
      fileURLToPath(new URL('sudoers.ts', import.meta.url)),
    ],
    {
      env: { PATH: process.env.PATH, COLLECT_INTERVAL_SECONDS: intervalSeconds },
      encoding: 'utf8',
      timeout: 60_000,
    },
  );
  return { status, stdout, stderr };
}

it('prints the rule of the current user, and nothing else', () => {
  const stdout = sudoersFile({ user: 'trader', intervalSeconds: 2.5 });
  expect(sudoers('trader', '2.5')).toEqual({ status: 0, stdout, stderr: '' });
});

it('takes the usual interval where none is set', () => {
  expect(sudoers('trader', '').stdout).toContain('-i 1000 ');
});

it.each([
  { title: 'root', user: 'root', interval: '1', says: 'm4max sudoers: root needs no rule' },
  { title: 'a strange name', user: 'jane doe', interval: '1', says: 'm4max sudoers: the user' },
  { title: 'a faulty interval', user: 'trader', interval: '1h', says: 'COLLECT_INTERVAL_SECONDS' },
])('prints no rule for $title', ({ user, interval, says }) => {
  const { status, stdout, stderr } = sudoers(user, interval);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(says);
});
