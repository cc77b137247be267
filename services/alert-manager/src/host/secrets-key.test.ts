import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { secretsKey } from './secrets-key.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('makes the key file at first use, for its owner alone, and opens with it again', async () => {
  const path = join(folder, 'deep', 'key');
  const sealed = secretsKey(path).seal('https://hooks.slack.com/services/x', 'slack');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(sealed)).not.toContain('hooks');
  expect(secretsKey(path).open(sealed, 'slack')).toBe('https://hooks.slack.com/services/x');
});

it('never seals alike', () => {
  const key = secretsKey(join(folder, 'key'));
  expect(key.seal('x', 'slack').text).not.toBe(key.seal('x', 'slack').text);
});

it.each([
  { title: 'another purpose', change: {}, purpose: 'email' },
  { title: 'another key', change: { key: '00000000' }, purpose: 'slack' },
  {
    title: 'a changed text',
    change: { text: Buffer.alloc(40).toString('base64') },
    purpose: 'slack',
  },
  { title: 'a text that is too short', change: { text: 'AAAA' }, purpose: 'slack' },
  {
    title: 'another nonce',
    change: { nonce: Buffer.alloc(12).toString('base64') },
    purpose: 'slack',
  },
  { title: 'a senseless nonce', change: { nonce: '' }, purpose: 'slack' },
])('does not open with $title', ({ change, purpose }) => {
  const key = secretsKey(join(folder, 'key'));
  expect(key.open({ ...key.seal('secret', 'slack'), ...change }, purpose)).toBeUndefined();
});

it('refuses a file that others may read, and one that is no key', async () => {
  const path = join(folder, 'key');
  secretsKey(path);
  await chmod(path, 0o640);
  expect(() => secretsKey(path)).toThrow(
    `SECRETS_KEY_FILE ${path} can be read by others: chmod 600 it`,
  );
  await writeFile(path, 'short');
  await chmod(path, 0o600);
  expect(() => secretsKey(path)).toThrow('has to hold 32 bytes as base64');
  expect(() => secretsKey(join(path, 'below'))).toThrow('cannot be made');
});
