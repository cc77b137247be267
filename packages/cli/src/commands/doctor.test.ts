import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, jest } from '@jest/globals';
import { sudoRule } from '@m4max/contracts';

jest.setTimeout(120_000); // Processes start slowly on a busy machine.

/** Runs the command line; the services it starts are the compiled ones. */
function m4max(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', main, ...words],
    { env: { PATH: process.env.PATH, ...environment }, encoding: 'utf8', timeout: 120_000 },
  );
  return { status, stdout, stderr };
}

const healthy = { HARDWARE_SOURCES: 'systeminformation' };
const ill = { HARDWARE_SOURCES: 'powermetrics', POWERMETRICS_PATH: '/nowhere/powermetrics' };

it('ends well where nothing has to be mended', () => {
  const { status, stdout } = m4max(['doctor'], healthy);
  expect(status).toBe(0);
  expect(stdout).toContain('ok        systeminformation');
  expect(stdout).toContain('Nothing stands in the way.');
});

it('ends with 1 where there is a problem, and names the command', () => {
  const { status, stdout } = m4max(['doctor'], ill);
  expect(status).toBe(1);
  expect(stdout).toContain('→ unset POWERMETRICS_PATH');
});

it('prints one JSON object', () => {
  const { status, stdout } = m4max(['doctor', '--json'], ill);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    problems: 1,
    findings: expect.arrayContaining([expect.objectContaining({ check: 'powermetrics' })]),
  });
});

it('passes on what is wrong in the environment', () => {
  const { status, stdout, stderr } = m4max(['doctor'], { COLLECT_INTERVAL_SECONDS: 'often' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('COLLECT_INTERVAL_SECONDS');
});

it('explains how to put the sudo rule in place', () => {
  const { status, stdout } = m4max(['sudoers', '--help']);
  expect(status).toBe(0);
  expect(stdout).toContain(`  ${sudoRule.install}\n`);
});
