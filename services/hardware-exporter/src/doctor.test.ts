import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Finding, sudoRule } from '@m4max/contracts';
import { commandLines, SYSTEM_PATH } from './powermetrics/command-lines.ts';

jest.setTimeout(120_000); // Processes start slowly on a busy machine.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A shell script in the place of a program, first on PATH. */
function standIn(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A sudo that knows these commands, and runs the stand-in where the system's powermetrics is asked for. */
function sudoAllowing(commands: readonly string[]): void {
  const rules = join(folder, 'rules');
  const escaped = commands.map((command) => command.replaceAll(',', '\\,'));
  writeFileSync(rules, commands.map((command) => `${command}\n`).join(''));
  writeFileSync(join(folder, 'listing'), `    (root) NOPASSWD: ${escaped.join(', ')}\n`);
  standIn(
    'sudo',
    `refuse() { echo "sudo: a password is required" >&2; exit 1; }
     [ "$1 $2" = "-k -n" ] || exit 64
     shift 2
     [ -s "${rules}" ] || refuse
     [ "$1" = "-l" ] && exec cat "${folder}/listing"
     grep -qxF -- "$*" "${rules}" || refuse
     shift; exec "${folder}/powermetrics" "$@"`,
  );
}

/** The command lines at an interval, as sudo sees them. */
const rule = (intervalSeconds: number) =>
  commandLines(intervalSeconds).map((line) => [SYSTEM_PATH, ...line.arguments].join(' '));

const ONE_DOCUMENT = `printf '<plist>\\n<dict><key>hw_model</key><string>Mac16,5</string></dict>\\n</plist>\\n'; exec sleep 60`;
const SILENCE = 'exec sleep 60';

/** Runs the doctor as a user of a Mac, or elsewhere. */
async function findings(
  platform: 'darwin' | 'linux',
  environment: Readonly<Record<string, string>> = {},
) {
  const pretend = `Object.defineProperty(process, 'platform', { value: '${platform}' }); process.getuid = () => 501;`;
  const doctor = spawn(
    process.execPath,
    [
      ...['--conditions=source', '--import', 'tsx'],
      ...['--import', `data:text/javascript,${encodeURIComponent(pretend)}`],
      fileURLToPath(new URL('doctor.ts', import.meta.url)),
    ],
    {
      env: {
        PATH: [folder, process.env.PATH].join(delimiter),
        COLLECT_INTERVAL_SECONDS: '0.1',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exited = once(doctor, 'exit');
  const [stdout, stderr] = await Promise.all([text(doctor.stdout), text(doctor.stderr)]);
  const [code] = await exited;
  const lines = stdout.split('\n').filter((line) => line !== '');
  const all = lines.map((line) => Finding.parse(JSON.parse(line)));
  return { code, stderr, all, of: (name: string) => all.find(({ check }) => check === name) };
}

it.each([
  {
    title: 'no rule',
    allowed: [],
    script: ONE_DOCUMENT,
    finding: { state: 'problem', mend: sudoRule.install },
    says: 'there is no sudo rule; it said "sudo: a password is required"',
  },
  {
    title: 'the rule',
    allowed: rule(0.1),
    script: ONE_DOCUMENT,
    finding: { state: 'ok' },
    says: 'delivered cpu_power, gpu_power, thermal, network, disk after',
  },
  {
    title: 'the rule for another interval',
    allowed: rule(5),
    script: ONE_DOCUMENT,
    finding: { state: 'problem', mend: sudoRule.install },
    says: 'the sudo rule is for every 5 s, COLLECT_INTERVAL_SECONDS is 0.1',
  },
  {
    title: 'a rule that lacks a line',
    allowed: rule(0.1).slice(0, 3),
    script: ONE_DOCUMENT,
    finding: { state: 'warning', mend: sudoRule.install },
    says: 'lacks command lines that it falls back to',
  },
  {
    title: 'an older powermetrics',
    allowed: rule(0.1),
    script: `case "$2" in *disk*) echo "powermetrics: unrecognized sampler: disk" >&2; exit 1;; esac; ${ONE_DOCUMENT}`,
    finding: { state: 'ok' },
    says: 'delivered cpu_power, gpu_power, thermal after',
  },
  {
    title: 'one that hangs',
    allowed: rule(0.1),
    script: SILENCE,
    finding: { state: 'problem', mend: 'sudo killall powermetrics' },
    says: 'delivered nothing for 5.1 s',
  },
  {
    title: 'one that writes something else',
    allowed: rule(0.1),
    script: `printf '<plist>\\n<dict>\\n</plist>\\n'; exec sleep 60`,
    finding: { state: 'warning' },
    says: 'the property list is faulty',
  },
  {
    title: 'a list that is none of powermetrics',
    allowed: rule(0.1),
    script: `printf '<plist>\\n<true/>\\n</plist>\\n'; exec sleep 60`,
    finding: { state: 'warning' },
    says: 'nothing in it is output of powermetrics',
  },
])('powermetrics on a Mac: $title', async ({ allowed, script, finding, says }) => {
  sudoAllowing(allowed);
  standIn('powermetrics', script);
  const { code, stderr, of } = await findings('darwin');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(of('powermetrics')).toMatchObject(finding);
  expect(of('powermetrics')?.detail).toContain(says);
});

it('looks at the programs that were given', async () => {
  const environment = {
    POWERMETRICS_PATH: standIn('given-powermetrics', ONE_DOCUMENT),
    MACMON_PATH: standIn('given-macmon', 'echo "macmon 0.7.1"'),
    MACTOP_PATH: join(folder, 'nowhere'),
  };
  const { of } = await findings('linux', environment);
  expect(of('powermetrics')).toMatchObject({ state: 'ok' });
  expect(of('macmon')).toMatchObject({ state: 'warning', mend: 'brew upgrade macmon' });
  expect(of('mactop')).toMatchObject({ state: 'problem', mend: 'unset MACTOP_PATH' });
});

it('finds macmon on PATH', async () => {
  standIn('macmon', 'echo "macmon 0.8.2"');
  const { of } = await findings('darwin', { HARDWARE_SOURCES: 'systeminformation,macmon' });
  expect(of('macmon')).toMatchObject({ state: 'ok' });
  expect(of('macmon')?.detail).toContain('0.8.2');
});

it('has nothing to mend elsewhere', async () => {
  const { code, all } = await findings('linux');
  expect(code).toBe(0);
  expect(all.map(({ check, state }) => [check, state])).toEqual([
    ['powermetrics', 'not here'],
    ['macmon', 'not here'],
    ['mactop', 'not here'],
    ['macos', 'not here'],
    ['systeminformation', 'ok'],
  ]);
});

it('names what is wrong in the environment', async () => {
  const { code, stderr, all } = await findings('linux', { COLLECT_INTERVAL_SECONDS: 'often' });
  expect({ code, all }).toEqual({ code: 1, all: [] });
  expect(stderr).toContain('COLLECT_INTERVAL_SECONDS');
});
