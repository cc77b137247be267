import { expect, it } from '@jest/globals';
import { Packr } from 'msgpackr';
import { endOfValue } from './skip-message-pack.ts';

const packr = new Packr({ useRecords: false });

it.each<{ readonly title: string; readonly value: unknown }>([
  { title: 'small numbers', value: [0, 127, -1, -32, 200, 60_000, 3_000_000_000, -200, -60_000] },
  {
    title: 'large numbers',
    value: [1_767_623_400_000_000_001n, -(2n ** 62n), 1.5, -3_000_000_000],
  },
  { title: 'nothing, yes and no', value: [null, true, false] },
  {
    title: 'texts',
    value: ['', 'a', 'a'.repeat(31), 'a'.repeat(32), 'b'.repeat(300), 'c'.repeat(70_000)],
  },
  { title: 'bytes', value: [Buffer.alloc(3), Buffer.alloc(300), Buffer.alloc(70_000)] },
  {
    title: 'lists',
    value: [[], Array.from({ length: 20 }, (_, n) => [n]), new Array(70_000).fill(1)],
  },
  {
    title: 'maps',
    value: {
      a: { b: [{ c: 1 }] },
      ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`k${n}`, n])),
    },
  },
  { title: 'a moment', value: [new Date(1_767_623_400_123), new Date(1_767_623_400_000)] },
])('finds the end of $title', ({ value }) => {
  const bytes = packr.pack(value);
  expect(endOfValue(bytes, 0)).toBe(bytes.length);
  expect(endOfValue(Buffer.concat([bytes, Buffer.from([1, 2])]), 0)).toBe(bytes.length);
  const step = Math.max(1, Math.floor(bytes.length / 500));
  for (let length = 0; length < bytes.length; length += step)
    expect(endOfValue(bytes.subarray(0, length), 0)).toBeUndefined();
});

it.each([
  { title: 'a head that is never used', hex: 'c1' },
  { title: 'a list that claims four billion entries', hex: 'ddffffffff' },
  { title: 'a map that claims four billion entries', hex: 'dfffffffff0101' },
  { title: 'a text that claims four gigabytes', hex: 'dbffffffff61' },
  { title: 'nothing', hex: '' },
])('finds no end of $title', ({ hex }) => {
  expect(endOfValue(Buffer.from(hex, 'hex'), 0)).toBeUndefined();
});
