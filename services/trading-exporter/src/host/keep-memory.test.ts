import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '@m4max/service-kit';
import type { SloBook } from '../slo/slo-book.ts';
import { createSloBook } from '../slo/slo-book.ts';
import { SloMemory } from '../slo/slo-memory.ts';
import { keepMemory } from './keep-memory.ts';

const NOW = Date.UTC(2026, 0, 5, 15);
const log = createLogger('test', 'error');
log.silent = true;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm4max-slos-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const infer = {
  kind: 'ml',
  stage: 'infer',
  labels: {},
  nanoseconds: 1e6,
  failed: false,
  times: 1,
} as const;

/** One run of the exporter, in which something may be measured. */
async function run(path: string, measure: (slos: SloBook) => void): Promise<SloBook> {
  const slos = createSloBook();
  const part = keepMemory({
    name: 'promises',
    path,
    parse: (content) => SloMemory.parse(content),
    memory: () => slos.memory(),
    restore: (memory) => slos.restore(memory),
    log,
  });
  await part.start();
  measure(slos);
  await part.stop();
  return slos;
}

it('goes on over restarts, in a file of the owner alone', async () => {
  const path = join(folder, 'new', 'slos.json');
  await run(path, (slos) => slos.observe({ ...infer, times: 80 }, NOW));
  await run(path, (slos) => slos.observe({ ...infer, times: 80 }, NOW));
  const third = await run(path, () => undefined);
  expect(third.slos(NOW)[0]?.burn_rates[0]).toMatchObject({ window_seconds: 300, events: 160 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'new'))).toEqual(['slos.json']);
});

it.each([
  { title: 'cut off', content: '{"v":1,"bucket_seconds":30,"slos":{"ri' },
  { title: 'of a later version', content: '{"v":2,"bucket_seconds":30,"slos":{}}' },
  {
    title: 'with counts that are none',
    content: '{"v":1,"bucket_seconds":30,"slos":{"risk":{"buckets":[[59,-1,1e30]]}}}',
  },
  { title: 'empty', content: '' },
])('begins anew after a file that is $title', async ({ content }) => {
  const path = join(folder, 'slos.json');
  writeFileSync(path, content);
  const slos = await run(path, (book) => book.observe(infer, NOW));
  expect(slos.slos(NOW)).toHaveLength(1);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ slos: { ml_infer: {} } });
});

it('writes nothing while nothing was ever measured', async () => {
  await run(join(folder, 'slos.json'), () => undefined);
  expect(readdirSync(folder)).toEqual([]);
});

it('ends where its folder cannot be written', async () => {
  writeFileSync(join(folder, 'file'), '');
  const slos = await run(join(folder, 'file', 'slos.json'), (book) => book.observe(infer, NOW));
  expect(slos.slos(NOW)).toHaveLength(1);
});
