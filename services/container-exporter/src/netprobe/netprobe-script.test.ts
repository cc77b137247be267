import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, requireComponent } from '@m4max/test-kit';
import { readSeen } from '../links/netprobe-files.ts';

jest.setTimeout(60_000);

const script = fileURLToPath(new URL('../../netprobe/netprobe.sh', import.meta.url));
const id = (digit: string) => digit.repeat(64);
const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt';
const rest = '00000000:00000000 00:00000000 00000000     0        0 1677771 1 0000000000000000';
const line = (ends: string) => `   0: ${ends} ${rest}`;
const zeros = '0'.repeat(32);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm4max-netprobe-'));
  put('proc/uptime', '4711.50 9000.00\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, ...lines: readonly string[]): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), lines.join('\n'));
}

/** One round of the script, under a shell of that name. */
async function roundOf(shell: string): Promise<string> {
  mkdirSync(join(folder, 'shared'), { recursive: true });
  const child = spawn(shell, [script, join(folder, 'proc'), join(folder, 'shared')], {
    stdio: 'ignore',
    detached: true, // A group of its own, which takes its sleep with it.
  });
  const ended = once(child, 'exit');
  try {
    return await eventually('a round is over', () => read('shared/seen'));
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    return undefined; // Not there yet.
  }
}

describe.each(['sh', 'dash'].filter(requireComponent))('netprobe.sh under %s', (shell) => {
  it('tells of the containers that it is asked for', async () => {
    put(
      'shared/wanted',
      `101 ${id('a')}`,
      `102 ${id('b')}`,
      `103 ${id('c')}`,
      `104 ${id('d')}`,
      '',
    );
    put('proc/101/cgroup', '9:name=systemd:/', `4:memory:/docker/${id('a')}`, '0::/', '');
    put(
      'proc/101/net/tcp',
      header,
      line('00000000:18EB 00000000:0000 0A'),
      line('030012AC:8C70 020012AC:2328 01'),
      line('030012AC:8C72 020012AC:2328 08'),
      line('030012AC:8C74 020012AC:2328 06'),
      '',
    );
    put('proc/101/net/sockstat6', 'TCP6: inuse 1', '');
    put('proc/101/net/tcp6', header, line(`${zeros}:1F90 ${zeros}:0000 0A`), '');
    put('proc/102/cgroup', `0::/../${id('b')}`, '');
    put('proc/102/net/tcp', header, '');
    put('proc/102/net/sockstat6', 'TCP6: inuse 0', '');
    put('proc/102/net/tcp6', line('never:read'), '');
    put('proc/103/cgroup', `0::/docker/${id('e')}`, '');
    put('proc/103/net/tcp', header, line('030012AC:8C70 020012AC:2328 01'), '');
    const text = await roundOf(shell);
    expect(text.replace(/^m4max-netprobe 1 \d+-1$/m, 'BEAT')).toBe(
      [
        'BEAT',
        `container 101 ${id('a')}`,
        '0: 00000000:18EB 00000000:0000 0A',
        '0: 030012AC:8C70 020012AC:2328 01',
        '0: 030012AC:8C74 020012AC:2328 06',
        `0: ${zeros}:1F90 ${zeros}:0000 0A`,
        `container 102 ${id('b')}`,
        `absent 103 ${id('c')}`,
        `absent 104 ${id('d')}`,
        'end 4 5',
        '',
      ].join('\n'),
    );
    expect(readSeen(text, new Date()).kind).toBe('complete');
  });

  it('passes over what asks for anything else than a container', async () => {
    put('proc/101/cgroup', `0::/docker/${id('a')}`, '');
    put('proc/101/net/tcp', header, '');
    put(
      'shared/wanted',
      `../101 ${id('a')}`,
      `101 ${id('a')} more`,
      '101 /docker/',
      '101 .',
      `0 ${id('a')}`,
      `-1 ${id('a')}`,
      `99999999999 ${id('a')}`,
      `self ${id('a')}`,
      `$(id) ${id('a')}`,
      '',
      `101 ${id('A')}`,
      `101 ${id('a')}`,
    );
    const text = await roundOf(shell);
    expect(text.split('\n').slice(1)).toEqual([`container 101 ${id('a')}`, 'end 1 5', '']);
  });

  it('is alive where nobody has asked yet', async () => {
    expect((await roundOf(shell)).split('\n').slice(1)).toEqual(['end 0 5', '']);
  });

  it('says once that it cannot write', async () => {
    const gone = join(folder, 'gone');
    const child = spawn(shell, [script, join(folder, 'proc'), gone], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const ended = once(child, 'exit');
    const [words] = await once(child.stderr.setEncoding('utf8'), 'data');
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
    expect(words).toMatch(
      /^netprobe: cannot write into .*gone: mount a folder that user \d+ may write to\n$/,
    );
  });

  it('ends at 1000 connections a table and 512 containers, and says so', async () => {
    const flood = Array.from({ length: 100_000 }, () => line('030012AC:8C70 020012AC:2328 06'));
    put('proc/101/cgroup', `0::/docker/${id('a')}`, '');
    put('proc/101/net/tcp', header, ...flood, '');
    put('shared/wanted', ...Array.from({ length: 600 }, (_, pid) => `${pid + 101} ${id('a')}`), '');
    const lines = (await roundOf(shell)).split('\n');
    expect(lines.filter((it) => it.startsWith('0: '))).toHaveLength(1000);
    expect(lines.indexOf('cut')).toBe(1002);
    expect(lines.filter((it) => it.startsWith('absent'))).toHaveLength(511);
    expect(lines.at(-2)).toMatch(/^end 512 /);
  });

  it('writes a file that holds 4 MB at most', async () => {
    const flood = Array.from({ length: 1000 }, () => line(`${zeros}:8C70 ${zeros}:2328 06`));
    put('proc/101/cgroup', `0::/docker/${id('a')}`, '');
    put('proc/101/net/tcp', header, ...flood, '');
    put('proc/101/net/tcp6', header, ...flood, '');
    for (let pid = 102; pid < 140; pid += 1) symlinkSync('101', join(folder, `proc/${pid}`));
    put('shared/wanted', ...Array.from({ length: 39 }, (_, pid) => `${pid + 101} ${id('a')}`), '');
    const text = await roundOf(shell);
    expect(text.length).toBeGreaterThan(4_000_000);
    expect(text.length).toBeLessThan(4_010_000);
    expect(readSeen(text, new Date()).kind).toBe('complete');
  });
});
