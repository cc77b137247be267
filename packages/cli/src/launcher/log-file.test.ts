import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { rememberHostLabel } from './environment-file.ts';
import { openLogFile } from './log-file.ts';

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-log-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('a log is turned over at its bound and only its owner reads it', () =>
  inFolder((folder) => {
    const path = join(folder, 'logs', 'gateway.log');
    const log = openLogFile(path, 10);
    for (const line of ['12345\n', '678\n', 'next\n']) log.write(Buffer.from(line));
    log.close();
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('12345\n678\n');
    expect(readFileSync(path, 'utf8')).toBe('next\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }));

it('the host label is written to .env once, after what stands there', () =>
  inFolder((folder) => {
    rememberHostLabel(folder, 'desk-mac');
    rememberHostLabel(folder, 'another');
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('HOST_LABEL=desk-mac\n');
  }));
