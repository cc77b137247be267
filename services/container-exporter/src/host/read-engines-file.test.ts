import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readEnginesFile, shippedEnginesFile } from './read-engines-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm4max-engines-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads the file that is shipped: sixteen engines, five with an allocation', async () => {
  const engines = await readEnginesFile(shippedEnginesFile);
  expect(engines).toHaveLength(16);
  expect(engines.filter(({ allocation }) => allocation !== undefined)).toHaveLength(5);
  const shared = [8001, 9090, 3002];
  expect(engines.filter(({ port, native }) => native && shared.includes(port))).toEqual([]);
});

it.each([
  { title: 'no YAML', text: 'engines: [', fault: 'is not YAML' },
  { title: 'a port out of range', text: 'engines: [{ name: aa, port: 70000 }]', fault: 'port' },
  { title: 'a typing error', text: 'engines: [{ name: aa, port: 1, helth: / }]', fault: 'helth' },
  {
    title: 'one name twice',
    text: 'engines: [{ name: aa, port: 1 }, { name: aa, port: 2 }]',
    fault: 'two engines have the same name',
  },
  {
    title: 'native without a health path',
    text: 'engines: [{ name: aa, port: 1, native: true }]',
    fault: 'give it a health path',
  },
])('refuses $title', async ({ text, fault }) => {
  const file = join(folder, 'engines.yml');
  writeFileSync(file, text);
  await expect(readEnginesFile(file)).rejects.toThrow(fault);
});

it('names a file that is not there', async () => {
  await expect(readEnginesFile(join(folder, 'none.yml'))).rejects.toThrow('cannot be read');
});
