import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, it, jest } from '@jest/globals';
import { eventually } from '@m4max/test-kit';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const program = fileURLToPath(new URL('powermetrics.ts', import.meta.url));
const asProgram = ['--conditions=source', '--import', 'tsx', program];
const sampleNow = 'SIGINFO' in constants.signals ? 'SIGINFO' : 'SIGUSR2';
const folder = mkdtempSync(join(tmpdir(), 'look-alike-'));
const orders = join(folder, 'orders');
afterEach(() => rmSync(orders, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it to its end. */
function powermetrics(flags: string, environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, [...asProgram, ...words(flags)], {
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...environment },
  });
}

/** Lets it run, with the file of orders. */
function start(flags: string, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [...asProgram, ...words(flags)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, M4MAX_DEMO_LOAD_FILE: orders, ...environment },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const closed = once(child, 'close').then(([code]: unknown[]) => code);
  return {
    child,
    closed,
    documents: () => output.split('\0'),
    complete: () => output.split('\0').filter(isWhole),
    errors: () => errors,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

const isWhole = (text: string) => text.startsWith('<?xml') && text.endsWith('\n</plist>\n');
const words = (flags: string) => (flags === '' ? [] : flags.split(' '));
const numbers = (text: string, key: string) =>
  [...text.matchAll(new RegExp(`<key>${key}</key>\\s*<(?:real|integer)>([^<]+)<`, 'g'))].map(
    ([, value]) => Number(value),
  );

it('separates documents by one NUL, written before the next', () => {
  const { status, stdout } = powermetrics(
    '-s cpu_power,gpu_power,thermal -i 20 -f plist -b 0 -n 3',
    { M4MAX_DEMO_P_LOAD: '0.99' },
  );
  expect(status).toBe(0);
  const documents = stdout.split('\0');
  expect(documents).toHaveLength(3);
  for (const document of documents) {
    expect(isWhole(document)).toBe(true);
    expect(document).toContain('<key>thermal_pressure</key><string>Nominal</string>');
  }
});

it('writes text without -f, with one head for all samples', () => {
  const { status, stdout } = powermetrics('-i 20 -n 2');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Machine model: Mac16,5\nOS version: 25B78\n/);
  expect(stdout.split('Machine model')).toHaveLength(2);
  expect(stdout.split('*** Sampled system activity')).toHaveLength(3);
  expect(stdout).not.toContain('\0');
});

it('writes to a file, first what was since the boot', () => {
  const file = join(folder, 'output');
  const { stdout } = powermetrics(`-o ${file} --show-initial-usage -f plist -s disk -i 20 -n 1`);
  expect(stdout).toBe('');
  const [initial = '', first = '', ...rest] = readFileSync(file, 'utf8').split('\0');
  expect(initial).toContain('<key>is_delta</key><false/>');
  expect(first).toContain('<key>is_delta</key><true/>');
  expect(rest).toEqual([]);
});

const notRoot = { M4MAX_DEMO_POWERMETRICS_USER: 'trader' };
it.each([
  {
    flags: '-s cpu_power,bandwidth -f plist',
    environment: notRoot, // The sampler is looked at first.
    says: /^powermetrics: unrecognized sampler: bandwidth\n$/,
  },
  {
    flags: '-f plist',
    environment: notRoot,
    says: /^powermetrics must be invoked as the superuser\n$/,
  },
  {
    flags: '--show-everything',
    environment: {},
    says: /^powermetrics: unrecognized option `--show-everything'\nUsage: powermetrics \[-i /,
  },
  {
    flags: '-o pid -u',
    environment: { M4MAX_DEMO_OS_BUILD: '20D80' },
    says: /^powermetrics: option requires an argument -- u\nUsage: powermetrics \[-d\]/,
  },
])('refuses $flags with $environment', ({ flags, environment, says }) => {
  const { status, stdout, stderr } = powermetrics(flags, environment);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(says);
});

it('explains itself to anybody', () => {
  const { status, stdout } = powermetrics('--help', notRoot);
  expect(status).toBe(0);
  expect(stdout).toContain(
    'default       tasks,battery,network,disk,interrupts,cpu_power,gpu_power',
  );
});

it('names what it cannot be told', () => {
  const { status, stderr } = powermetrics('', { M4MAX_DEMO_FAULT: 'sulk' });
  expect(status).toBe(2);
  expect(stderr).toContain('there is no fault sulk, only hang, die, ');
});

it('takes the load from a file while it runs', async () => {
  await using running = start('-s cpu_power -i 20 -f plist');
  await eventually('a sample', () => running.complete()[0]);
  writeFileSync(orders, '0\n');
  // A performance core that does nothing has no clock.
  const slept = '<key>cpu</key><integer>15</integer>\n<key>freq_hz</key><real>0</real>';
  await eventually('sleep', () => running.complete().at(-1)?.includes(slept));
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends on %s', async (signal) => {
  await using running = start('-i 20 -f plist -s battery');
  await eventually('a sample', () => running.complete()[0]);
  running.child.kill(signal);
  expect(await running.closed).toBe(0);
});

it('ends when nobody reads any more', async () => {
  await using running = start('-i 20 -f plist -s battery');
  await eventually('a sample', () => running.complete()[0]);
  running.child.stdout.destroy();
  expect(await running.closed).toBe(0);
});

/** One-off: strikes once, is struck from the file, and after it all is well. */
it.each<{ fault: string; shows: (document: string) => boolean }>([
  {
    fault: 'garbage',
    shows: (text) => /^<plist [^]{4000}/.test(text) && !/<array>|<\/plist>/.test(text),
  },
  {
    fault: 'garbage-document',
    shows: (text) => text.includes('<plist') && text.includes('</plist>') && !isWhole(text),
  },
  {
    fault: 'half',
    shows: (text) =>
      text.startsWith('<?xml') && text.includes('<dict>') && !text.includes('</plist>'),
  },
  { fault: 'asleep', shows: (text) => text.includes('<integer>45000000000</integer>') },
  { fault: 'flood', shows: (text) => text.length > 20e6 && !text.includes('</plist>') },
])('can be told: $fault', async ({ fault, shows }) => {
  await using running = start('-s cpu_power -i 50 -f plist');
  await eventually('a sample', () => running.complete()[0]);
  writeFileSync(orders, `0.5 ${fault}`);
  await eventually(fault, () => readFileSync(orders, 'utf8') === '0.5');
  const struck = await eventually('what it did', () => {
    const index = running.documents().slice(0, -1).findIndex(shows);
    return index < 0 ? undefined : index + 1;
  });
  await eventually('a healthy sample', () => running.documents().slice(struck).some(isWhole));
  expect(running.documents().slice(0, -1).filter(shows)).toHaveLength(1);
});

it('can be told to hang: it runs on, says nothing, and ends when asked', async () => {
  writeFileSync(orders, 'hang');
  await using running = start('-s battery -i 20 -f plist');
  await eventually('the order taken', () => readFileSync(orders, 'utf8') === '');
  running.child.kill(sampleNow);
  running.child.kill('SIGTERM');
  expect(await running.closed).toBe(0);
  expect(running.documents()).toEqual(['']);
});

it('takes a sample when asked', async () => {
  await using running = start('-s battery -i 3600000 -f plist --show-initial-usage');
  await eventually('the initial sample', () => running.complete()[0]);
  running.child.kill(sampleNow);
  await eventually('a sample', () => running.complete()[1]);
});

it('can be told to die, and the next one lives', async () => {
  await using running = start('-s battery -i 20 -f plist');
  await eventually('a sample', () => running.complete()[0]);
  writeFileSync(orders, 'die');
  expect(await running.closed).toBe(1);
  expect(running.errors()).toBe('powermetrics: the simulated one was told to die\n');
  await using next = start('-s battery -i 20 -f plist -n 3');
  expect(await next.closed).toBe(0);
  expect(next.complete()).toHaveLength(3);
});

it('does a one-off fault of the environment in place of the second sample', () => {
  const { status, stdout } = powermetrics('-s battery -i 20 -f plist', { M4MAX_DEMO_FAULT: 'die' });
  expect(status).toBe(1);
  expect(stdout.split('\0').filter(isWhole)).toHaveLength(1);
});

/** Lasting: as long as they are told. */
it.each<{ fault: string; shows: (stdout: string, stderr: string) => boolean }>([
  {
    fault: 'no-power',
    shows: (out) =>
      [...numbers(out, 'combined_power'), ...numbers(out, 'cpu_energy')].every(
        (value) => value === 0,
      ) && numbers(out, 'used_ratio').some((ratio) => ratio > 0.01),
  },
  {
    fault: 'slow-energy',
    shows: (out) => {
      const [first, second, third, fourth] = numbers(out, 'cpu_power').map((value) => value > 0);
      return first === false && second === true && third === false && fourth === true;
    },
  },
  {
    fault: 'invalid',
    shows: (out) => out.includes('<real>nan</real>') && out.includes('<key>invalid</key><true/>'),
  },
  {
    fault: 'noise',
    shows: (_, errors) =>
      errors.split('proc_pidpath 1460 failed(0)\nSecond underflow occured.\n').length === 5,
  },
])('can be told for good: $fault', ({ fault, shows }) => {
  const { status, stdout, stderr } = powermetrics('-s cpu_power,gpu_power -i 20 -f plist -n 4', {
    M4MAX_DEMO_FAULT: fault,
  });
  expect(status).toBe(0);
  expect(stdout.split('\0').filter(isWhole)).toHaveLength(4);
  expect(shows(stdout, stderr)).toBe(true);
});

it('plays fifty times as fast, and says the asked time', () => {
  const startedAt = performance.now();
  const { stdout } = powermetrics('-s battery -i 2000 -f plist -n 20', { M4MAX_DEMO_SPEED: '50' });
  expect(performance.now() - startedAt).toBeLessThan(30_000);
  expect(numbers(stdout, 'elapsed_ns')).toEqual(Array.from({ length: 20 }, () => 2e9));
});

it('follows a script of the environment in place of the trading day', () => {
  const { stdout } = powermetrics('-s cpu_power -i 20 -f plist -n 1', {
    M4MAX_DEMO_SCRIPT: 'idle',
  });
  const [milliwatts] = numbers(stdout, 'combined_power');
  expect(milliwatts).toBeLessThan(2000);
});

it('follows a script from the moment that the file was written', async () => {
  await using running = start('-s cpu_power,thermal -i 1000 -f plist', { M4MAX_DEMO_SPEED: '100' });
  await eventually('a sample', () => running.complete()[0]);
  writeFileSync(orders, 'thermal-throttling');
  for (const word of ['Moderate', 'Heavy', 'Trapping', 'Nominal'])
    await eventually(word, () => running.complete().at(-1)?.includes(`<string>${word}</string>`));
});
