import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  const native = engines.filter((engine) => engine.native).map(({ port }) => port);
  for (const shared of [8001, 9090, 3002]) expect(native).not.toContain(shared);
});

it('names the pages of engines that tell figures', async () => {
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

it('can read the engines that it holds as comments', async () => {
  const text = readFileSync(shippedEnginesFile, 'utf8');
  const file = join(folder, 'engines.yml');
  writeFileSync(file, text.replaceAll(/^ {2}# (?=- | {2})/gm, '  '));
  const engines = await readEnginesFile(file);
  expect(engines.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['nautilus-collateral-engine', 'nautilus-vpin-engine', 'venue-gateway']),
  );
});

const entry = (fields: string) => `engines: [{ name: ml-engine, ${fields} }]`;

it.each([
  { title: 'no YAML', text: 'engines: [', fault: 'is not YAML' },
  { title: 'nothing', text: '', fault: 'expected object' },
  { title: 'no list', text: 'engines: 7', fault: 'engines: Invalid input' },
  {
    title: 'metrics without a port',
    text: entry('metrics: /metrics'),
    fault: 'ml-engine: metrics are read at',
  },
  {
    title: 'two places of figures',
    text: entry('port: 1, metrics: /m, metrics_url: http://a/m'),
    fault: 'ml-engine: metrics and metrics_url say the same thing',
  },
  {
    title: 'a password in the address of figures',
    text: entry('metrics_url: http://me:secret@a/m'),
    fault: 'ml-engine: metrics_url: holds a user name',
  },
  {
    title: 'a path of figures with a space',
    text: entry('port: 1, metrics: "/a b"'),
    fault: 'ml-engine: metrics: expected',
  },
  { title: 'a port out of range', text: entry('port: 70000'), fault: 'ml-engine: port: Too big' },
  { title: 'a typing error', text: entry('port: 1, helth: /'), fault: 'ml-engine: Unrecognized' },
  {
    title: 'an engine without a name',
    text: 'engines: [{ name: aa, port: 1 }, { port: 2 }]',
    fault: 'the engine in place 2: name: ',
  },
  {
    title: 'one name twice',
    text: 'engines: [{ name: aa, port: 1 }, { name: aa, port: 2 }]',
    fault: 'engines: two engines have the same name',
  },
  {
    title: 'native without a health path',
    text: entry('port: 1, native: true'),
    fault: 'ml-engine: a native engine has no container that could speak for it',
  },
  {
    title: 'a health path without a port',
    text: entry('health: /health'),
    fault: 'ml-engine: health is asked at a port',
  },
  {
    title: 'a path that would break out of its line',
    text: entry('port: 1, health: "/health HTTP/1.1"'),
    fault: 'ml-engine: health: expected a path',
  },
  {
    title: 'a url of another kind',
    text: entry('url: "file:///etc/passwd"'),
    fault: 'ml-engine: url: expected a URL that begins with http:// or https://',
  },
  {
    title: 'both ways of asking',
    text: entry('url: "http://ml:1/", port: 1, health: /'),
    fault: 'ml-engine: url and health say the same thing',
  },
  {
    title: 'a status that is none',
    text: entry('url: "http://ml:1/", expected_status: 99'),
    fault: 'ml-engine: expected_status: Too small',
  },
  {
    title: 'a status of nothing that is asked',
    text: entry('port: 1, expected_status: 200'),
    fault: 'ml-engine: expected_status belongs to',
  },
])('refuses $title', async ({ text, fault }) => {
  const file = join(folder, 'engines.yml');
  writeFileSync(file, text);
  await expect(readEnginesFile(file)).rejects.toThrow(fault);
});

it.each([
  { title: 'in a url', text: entry('url: "https://trader:hunter2@ml/health"') },
  { title: 'in a url without a user', text: entry('url: "https://:hunter2@ml/health"') },
  { title: 'in a line that is no YAML', text: 'engines:\n  - url: "http://u:hunter2@ml/\n - x: [' },
])('refuses a password $title without repeating it', async ({ text }) => {
  const file = join(folder, 'engines.yml');
  writeFileSync(file, text);
  const refusal = await readEnginesFile(file).catch((error: Error) => error.message);
  expect(refusal).toContain('ENGINES_FILE');
  expect(refusal).not.toContain('hunter2');
});

it('takes a url and a status in place of a path', async () => {
  const file = join(folder, 'engines.yml');
  writeFileSync(file, entry('url: "https://ml.example/login?next=%2F", expected_status: 302'));
  expect(await readEnginesFile(file)).toEqual([
    {
      name: 'ml-engine',
      url: 'https://ml.example/login?next=%2F',
      expected_status: 302,
      native: false,
    },
  ]);
});

it('names a file that is not there', async () => {
  await expect(readEnginesFile(join(folder, 'none.yml'))).rejects.toThrow('cannot be read');
});
