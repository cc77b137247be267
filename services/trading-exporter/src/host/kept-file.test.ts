import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readKeptFile, writeKeptFile } from './kept-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm4max-kept-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('gives back what was kept last', async () => {
  const path = join(folder, 'new', 'kept.json');
  expect(await readKeptFile(path)).toEqual({ kind: 'absent' });
  for (const text of ['first', 'second']) await writeKeptFile(path, text);
  expect(await readKeptFile(path)).toEqual({ kind: 'text', text: 'second' });
});

it('says what to do where a file cannot be read or written', async () => {
  await writeFile(join(folder, 'file'), '');
  const path = join(folder, 'file', 'kept.json');
  expect(await readKeptFile(folder)).toMatchObject({
    kind: 'fault',
    fault: expect.stringMatching(/EISDIR.*: let its user read DATA_DIR$/),
  });
  await expect(writeKeptFile(path, 'text')).rejects.toThrow(
    `${path} cannot be written: make DATA_DIR writable`,
  );
});
