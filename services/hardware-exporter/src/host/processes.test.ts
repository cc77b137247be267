import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { processReader } from './processes.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const usualPath = process.env['PATH'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'processes-'));
  process.env['PATH'] = folder;
});
afterEach(() => {
  process.env['PATH'] = usualPath;
  rmSync(folder, { recursive: true, force: true });
});

/** A shell script in the place of ps. */
function standIn(script: string): void {
  writeFileSync(join(folder, 'ps'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'ps'), 0o755);
}

it('finds the busiest processes of a Mac between two readings of ps', async () => {
  standIn(`[ "$*" = "-Aceo pid=,time=,rss=,comm=" ] || exit 64
    if [ -e "${folder}/asked" ]; then
      printf '    1   0:01.00   100 launchd\\n   90   1:25.00  2048 Web Content\\n   91   0:02.50     8 zsh\\n'
    else
      printf '    1   0:01.00   100 launchd\\n   90   1:05.00  1024 Web Content\\n   91   0:02.00     8 zsh\\n'
      : > "${folder}/asked"
    fi`);
  const read = processReader('darwin');
  expect(await read(100)).toEqual({
    kind: 'none',
    reason: 'not yet: shares of processes need two readings',
  });
  expect(await read(110)).toEqual({
    kind: 'value',
    value: [
      { name: 'Web Content', cpu_cores_used: 2, memory_bytes: 2048 * 1024 },
      { name: 'zsh', cpu_cores_used: 0.05, memory_bytes: 8192 },
    ],
  });
});

it.each([
  { title: 'fails', script: 'echo "ps: not permitted" >&2; exit 1', reason: /ps: not permitted/ },
  { title: 'says nothing', script: 'exit 0', reason: /ps lists no process/ },
])('says so when ps $title', async ({ script, reason }) => {
  standIn(script);
  await expect(processReader('darwin')(0)).rejects.toThrow(reason);
});

it('lists no processes of a system that it does not know', async () => {
  expect(await processReader('win32')(0)).toMatchObject({ kind: 'none' });
});
