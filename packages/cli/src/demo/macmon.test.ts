import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, it, jest } from '@jest/globals';
import { eventually } from '@m4max/test-kit';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const program = fileURLToPath(new URL('macmon.ts', import.meta.url));
const asProgram = ['--conditions=source', '--import', 'tsx', program];
const folder = mkdtempSync(join(tmpdir(), 'look-alike-'));
const orders = join(folder, 'orders');
afterEach(() => rmSync(orders, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it to its end. */
function macmon(flags: string, environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, [...asProgram, ...flags.split(' ')], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ...environment },
  });
}

/** Lets it run, with the file of orders. */
function start(flags: string, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [...asProgram, ...flags.split(' ')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, M4MAX_DEMO_LOAD_FILE: orders, ...environment },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const closed = once(child, 'close').then(([code]: unknown[]) => code);
  return {
    child,
    closed,
    lines: () => output.split('\n').slice(0, -1),
    errors: () => errors,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

it('writes a line a sample', () => {
  const { status, stdout } = macmon('pipe -i 100 -s 2');
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines)
    expect(JSON.parse(line).timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
});

it.each([
  { flags: '--version', status: 0, stdout: 'macmon 0.8.2\n', stderr: '' },
  { flags: 'serve', status: 1, stdout: '', stderr: 'only pipe, not serve' },
  { flags: 'pipe --bogus', status: 2, stdout: '', stderr: "unexpected argument '--bogus' found" },
])('macmon $flags ends with $status', ({ flags, status, stdout, stderr }) => {
  const found = macmon(flags);
  expect(found).toMatchObject({ status, stdout });
  expect(found.stderr).toContain(stderr);
});

it('hears the same orders as powermetrics', async () => {
  await using running = start('pipe -i 1000', { M4MAX_DEMO_SPEED: '50' });
  await eventually('a line', () => running.lines()[0]);
  writeFileSync(orders, 'ml-burst 0.25');
  await eventually('the load', () => {
    const line = JSON.parse(running.lines().at(-1) ?? '{}');
    return line.pcpu_active_ratio === 0.25 && line.gpu_active_ratio > 0.9;
  });
});

it('can be told to write garbage, once, and goes on', async () => {
  await using running = start('pipe -i 100');
  await eventually('a line', () => running.lines()[0]);
  writeFileSync(orders, 'hang macmon:garbage');
  await eventually('garbage', () => running.lines().some((line) => line.startsWith('thread')));
  await eventually('a line after it', () => running.lines().at(-1)?.endsWith('+00:00"}'));
  expect(readFileSync(orders, 'utf8')).toBe('hang'); // That one is for powermetrics.
});

it('can be told to die, as macmon is known to', async () => {
  await using running = start('pipe -i 100');
  await eventually('a line', () => running.lines()[0]);
  writeFileSync(orders, 'macmon:die');
  expect(await running.closed).toBe(1);
  expect(running.errors()).toBe('Error: "Failed to get memory stats"\n');
});

it('can be told to hang', async () => {
  await using running = start('pipe -i 100', { M4MAX_DEMO_MACMON_FAULT: 'die' });
  writeFileSync(orders, 'macmon:hang');
  await eventually('the order taken', () => readFileSync(orders, 'utf8') === '');
  running.child.kill('SIGTERM');
  expect(await running.closed).toBeNull(); // The signal ended it: it hung, and did not die.
  expect(running.lines()).toEqual([]);
});

it('does a fault of the environment in place of the second line', () => {
  const { status, stdout } = macmon('pipe -i 100', { M4MAX_DEMO_MACMON_FAULT: 'die' });
  expect(status).toBe(1);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
});
