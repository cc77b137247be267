import { expect, it } from '@jest/globals';
import { sentNanoseconds } from './sent-time.ts';

it.each([
  { title: 'six digits of a second', text: '1767623400.123457', nanoseconds: 1767623400123457000n },
  {
    title: 'seven digits, as Python prints a double',
    text: '1767623400.1234567',
    nanoseconds: 1767623400123456700n,
  },
  { title: 'one digit', text: '1767623400.5', nanoseconds: 1767623400500000000n },
  { title: 'no fraction', text: '1767623400', nanoseconds: 1767623400000000000n },
  {
    title: 'more digits than a nanosecond has',
    text: '1767623400.12345678949',
    nanoseconds: 1767623400123456789n,
  },
  { title: 'milliseconds', text: '1767623400700', nanoseconds: 1767623400700000000n },
  { title: 'microseconds', text: '1767623400700001', nanoseconds: 1767623400700001000n },
  {
    title: 'nanoseconds that no double can hold',
    text: '1767623400800000001',
    nanoseconds: 1767623400800000001n,
  },
  { title: 'ISO 8601', text: '2026-01-05T14:30:00.000123Z', nanoseconds: 1767623400000123000n },
  { title: 'a word', text: 'yesterday', nanoseconds: undefined },
  { title: 'nothing', text: '', nanoseconds: undefined },
  { title: 'not a number', text: 'nan', nanoseconds: undefined },
  { title: 'before its time', text: '-1767623400.5', nanoseconds: undefined },
  { title: 'an exponent', text: '1e30', nanoseconds: undefined },
  { title: 'the year 1970', text: '12.5', nanoseconds: undefined },
  { title: 'digits without end', text: '1'.repeat(5_000_000), nanoseconds: undefined },
])('reads $title', ({ text, nanoseconds }) => {
  expect(sentNanoseconds(text)).toBe(nanoseconds);
});
