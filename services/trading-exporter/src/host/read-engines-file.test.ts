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

function file(text: string): string {
  const path = join(folder, 'engines.yml');
  writeFileSync(path, text);
  return path;
}

it('ships the engines of the platform, and where their figures are', async () => {
  const engines = await readEnginesFile(shippedEnginesFile);
  const read = engines.flatMap(({ name, metrics }) =>
    metrics === undefined ? [] : [`${name} ${metrics}`],
  );
  expect(read).toEqual([
    'nautilus-analytics-engine /metrics',
    'nautilus-risk-engine /metrics',
    'nautilus-ml-engine /metrics',
    'nautilus-features-engine /metrics',
    'nautilus-websocket-engine /health',
    'nautilus-portfolio-engine /health',
  ]);
});

it.each([
  {
    title: 'metrics without a port',
    entry: 'metrics: /metrics',
    says: 'vpin: metrics are read at',
  },
  {
    title: 'two places of figures',
    entry: 'port: 1, metrics: /m, metrics_url: http://a/m',
    says: 'vpin: metrics and metrics_url say the same thing',
  },
  {
    title: 'a password in an address',
    entry: 'metrics_url: http://me:secret@a/m',
    says: 'vpin: metrics_url: holds a user name',
  },
  {
    title: 'a path with a space',
    entry: 'port: 1, metrics: "/a b"',
    says: 'vpin: metrics: expected',
  },
])('refuses $title', async ({ entry, says }) => {
  const path = file(`engines:\n  - { name: vpin, ${entry} }\n`);
  await expect(readEnginesFile(path)).rejects.toThrow(says);
});

it.each([
  { title: 'no file', path: () => join(folder, 'none.yml'), says: 'cannot be read: correct it' },
  { title: 'no YAML', path: () => file('engines: [a: {'), says: 'is not YAML' },
  { title: 'no list', path: () => file('machines: []'), says: '✖ engines: Invalid input' },
])('says what is wrong with $title', async ({ path, says }) => {
  const refusal = await readEnginesFile(path()).catch((error: Error) => error.message);
  expect(refusal).toContain('ENGINES_FILE');
  expect(refusal).toContain(says);
});
