import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, jest } from '@jest/globals';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const program = fileURLToPath(new URL('powermetrics.ts', import.meta.url));
const asProgram = ['--conditions=source', '--import', 'tsx', program];

function powermetrics(flags: readonly string[], environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, [...asProgram, ...flags], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ...environment },
  });
}

it('separates documents by one NUL, written before the next', () => {
  const { status, stdout } = powermetrics(
    '-s cpu_power,gpu_power,thermal -i 20 -f plist -b 0 -n 3'.split(' '),
    { M4MAX_DEMO_P_LOAD: '0.99' },
  );
  expect(status).toBe(0);
  const documents = stdout.split('\0');
  expect(documents).toHaveLength(3);
  for (const document of documents) {
    expect(document.startsWith('<?xml')).toBe(true);
    expect(document.endsWith('\n</plist>\n')).toBe(true);
    expect(document).toContain('<key>thermal_pressure</key><string>Nominal</string>');
  }
});

it.each([
  {
    flags: '-s cpu_power,bandwidth -f plist',
    says: 'powermetrics: unrecognized sampler: bandwidth\n',
  },
  { flags: '--show-everything', says: "powermetrics: unrecognized option `--show-everything'\n" },
  { flags: '-s cpu_power -f text', says: 'powermetrics: the simulated one writes -f plist only\n' },
])('refuses $flags', ({ flags, says }) => {
  const { status, stdout, stderr } = powermetrics(flags.split(' '));
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: says });
});

it('takes the load from a file while it runs, and ends when asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'look-alike-'));
  const file = join(folder, 'load');
  const child = spawn(
    process.execPath,
    [...asProgram, '-s', 'cpu_power', '-i', '20', '-f', 'plist'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, M4MAX_DEMO_LOAD_FILE: file },
    },
  );
  try {
    await once(child.stdout, 'data');
    writeFileSync(file, '0\n');
    let seen = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      seen = (seen + chunk).slice(-200_000);
      // A performance core that does nothing has no clock.
      if (/<key>cpu<\/key><integer>15<\/integer>\n<key>freq_hz<\/key><real>0<\/real>/.test(seen))
        break;
    }
  } finally {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  expect(code).toBe(0);
});
