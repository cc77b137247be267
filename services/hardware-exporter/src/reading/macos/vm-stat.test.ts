import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { fromVmStat } from './vm-stat.ts';

const PAGE = 16_384;
const text = readFileSync(new URL('fixtures/m5.vm_stat.txt', import.meta.url), 'utf8');

it('counts as used what Activity Monitor does, and tags of an M5 for nothing', () => {
  expect(fromVmStat(text)).toEqual({
    chip: {},
    joules: {},
    parts: {
      memory: {
        used_bytes: (3000 - 200 + 1000 + 400) * PAGE,
        wired_bytes: 1000 * PAGE,
        compressed_bytes: 400 * PAGE,
      },
    },
    missing: [],
  });
});

it.each([
  { title: 'narrow columns', text: text.replaceAll(/: +/g, ': ') },
  { title: 'Windows line ends', text: text.replaceAll('\n', '\r\n') },
  { title: 'no points', text: text.replaceAll('.', '') },
])('reads $title alike', ({ text: other }) => {
  expect(fromVmStat(other)).toEqual(fromVmStat(text));
});

it.each([
  {
    title: 'a counter that is not there',
    text: text.replace('Anonymous', 'Other'),
    missing: [
      {
        field: 'memory.used_bytes',
        reason: 'vm_stat has no readable figure for "Anonymous pages"',
      },
    ],
  },
  {
    title: 'a counter that fell below zero',
    text: text.replace(/(wired down: +)1000/, '$118446744073709551615'),
    missing: [
      {
        field: 'memory.used_bytes',
        reason: 'vm_stat has no readable figure for "Pages wired down"',
      },
      {
        field: 'memory.wired_bytes',
        reason: 'vm_stat has no readable figure for "Pages wired down"',
      },
    ],
  },
  {
    title: 'more purgeable than there is',
    text: text.replace(/(purgeable: +)200/, '$19000'),
    missing: [{ field: 'memory.used_bytes', reason: expect.stringContaining('contradict') }],
  },
])('leaves out what $title belongs to', ({ text: other, missing }) => {
  const reading = fromVmStat(other);
  expect(reading?.missing).toEqual(missing);
  expect(reading?.parts.memory).toHaveProperty('compressed_bytes', 400 * PAGE);
  expect(reading?.parts.memory).not.toHaveProperty('used_bytes');
});

it('gives no bytes without the size of a page', () => {
  const cut = fromVmStat(text.replace('16384 bytes', 'many bytes'));
  expect(cut?.parts).toEqual({});
  expect(cut?.missing.map(({ field }) => field)).toEqual([
    'memory.used_bytes',
    'memory.wired_bytes',
    'memory.compressed_bytes',
  ]);
});

it.each(['', 'Pages free: 12.', 'vm_stat: command not found'])('finds nothing in %j', (other) => {
  expect(fromVmStat(other)).toBeUndefined();
});
