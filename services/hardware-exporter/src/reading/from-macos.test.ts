import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { fromMacos } from './from-macos.ts';

const PAGE = 16_384;
const pasted = readFileSync(new URL('macos/fixtures/pasted.txt', import.meta.url), 'utf8');

it('reads the outputs of several tools as they were pasted from a terminal', () => {
  expect(fromMacos(pasted)).toEqual({
    model: 'Mac16,5',
    chip: {
      name: 'Apple M4 Max',
      p_cores: 12,
      e_cores: 4,
      gpu_cores: 40,
      memory_bytes: 137_438_953_472,
    },
    parts: {
      cpu: { load1: 2.5, tiers: [], clusters: [], cores: [] },
      gpu: { active_ratio: 0.25 },
      memory: {
        total_bytes: 137_438_953_472,
        used_bytes: (4000 - 500 + 1000 + 250) * PAGE,
        wired_bytes: 1000 * PAGE,
        compressed_bytes: 250 * PAGE,
        swap_total_bytes: 2_147_483_648,
        swap_used_bytes: 537_395_200,
        pressure: 'warning',
        free_ratio: 0.61,
      },
    },
    joules: {},
    missing: [{ field: 'thermal', reason: expect.stringContaining('no limit on record') }],
  });
});

it('shows neither serial numbers nor identifiers', () => {
  const shown = JSON.stringify(fromMacos(pasted));
  expect(shown).not.toContain('XSERIALX');
  expect(shown).not.toContain('11111111');
});

it.each([
  { title: 'a byte order mark', text: '\ufeffkern.memorystatus_level: 35' },
  { title: 'Windows line ends', text: 'hw.ncpu: 16\r\nkern.memorystatus_level: 35\r\n' },
  { title: 'words around it', text: 'see below\nkern.memorystatus_level: 35\nthat was it' },
])('reads a line with $title', ({ text }) => {
  expect(fromMacos(text)?.parts).toEqual({ memory: { free_ratio: 0.35 } });
});

it('keeps the pages of vm_stat and of memory_pressure apart, whose pages differ in size', () => {
  const text =
    'The system has 4096000 (1000 pages with a page size of 4096).\nPages used by compressor: 10\n' +
    'Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages wired down: 10.\n';
  expect(fromMacos(text)?.parts.memory).toEqual({
    total_bytes: 4_096_000,
    compressed_bytes: 10 * 4096,
    wired_bytes: 10 * PAGE,
  });
});

it.each([
  '',
  '\n\n',
  'hello',
  '{"timestamp": "2026-02-03", "cpu_power": 1}',
  '*** Sampled system activity ***\nCPU Power: 10 mW',
  'hw.ncpu: 16',
  '+-o Root  <class IORegistryEntry>',
])('finds nothing in %j', (text) => {
  expect(fromMacos(text)).toBeUndefined();
});

it.each([
  { title: 'braces', noise: '{\n' },
  { title: 'spaces and bars', noise: ' |' },
  { title: 'empty lines', noise: '\n' },
  { title: 'numbers', noise: '9' },
  { title: 'entries', noise: '+-o a\n' },
  { title: 'names', noise: 'vm.swapusage: total = ' },
])('takes a megabyte of $title in its stride', ({ noise }) => {
  const text = noise.repeat(Math.ceil(1024 ** 2 / noise.length));
  // Milliseconds; what grows with the square of the text would take minutes.
  expect(fromMacos(`${pasted}\n${text}`)).toBeDefined();
});
