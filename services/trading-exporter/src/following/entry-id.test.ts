import { expect, it } from '@jest/globals';
import { compareIds, millisecondsIn } from './entry-id.ts';

it.each([
  { a: '1-0', b: '1-0', sign: 0 },
  { a: '9-0', b: '10-0', sign: -1 },
  { a: '10-9', b: '10-10', sign: -1 },
  { a: '10-18446744073709551615', b: '10-18446744073709551614', sign: 1 },
  { a: '10', b: '10-0', sign: 0 },
])('compareIds $a, $b', ({ a, b, sign }) => {
  expect(Math.sign(compareIds(a, b))).toBe(sign);
});

it.each([
  { id: '1767623400000-0', milliseconds: 1_767_623_400_000 },
  { id: '1767623400000-17', milliseconds: 1_767_623_400_000 },
  { id: '0-1', milliseconds: 0 },
  { id: '7', milliseconds: 7 },
  { id: '', milliseconds: 0 },
])('millisecondsIn $id', ({ id, milliseconds }) => {
  expect(millisecondsIn(Buffer.from(id))).toBe(milliseconds);
});
