import { expect, it } from '@jest/globals';
import { toNanoseconds } from './nanoseconds.ts';

it.each([
  { title: 'an integer', value: 1_767_225_600_123_456_789n, moment: 1_767_225_600_123_456_789n },
  { title: 'digits', value: '1767225600123456789', moment: 1_767_225_600_123_456_789n },
  {
    title: 'ISO without fraction',
    value: '2026-01-01T00:00:00Z',
    moment: 1_767_225_600_000_000_000n,
  },
  {
    title: 'ISO with 6 digits',
    value: '2026-01-01T00:00:00.000250Z',
    moment: 1_767_225_600_000_250_000n,
  },
  {
    title: 'ISO with 9 digits',
    value: '2026-01-01T00:00:00.123456789Z',
    moment: 1_767_225_600_123_456_789n,
  },
  {
    title: 'ISO with a zone',
    value: '2026-01-01T01:00:00.5+01:00',
    moment: 1_767_225_600_500_000_000n,
  },
  { title: 'epoch seconds', value: 1_767_225_600.25, moment: 1_767_225_600_250_000_000n },
  {
    title: 'epoch seconds as text',
    value: '1767225600.123457',
    moment: 1_767_225_600_123_457_000n,
  },
  {
    title: 'epoch seconds without fraction',
    value: '1767225600',
    moment: 1_767_225_600_000_000_000n,
  },
  { title: 'milliseconds, which nobody writes', value: '1767225600123', moment: undefined },
  { title: 'a rounded double', value: Number(1_767_225_600_123_456_789n), moment: undefined },
  { title: 'far too large', value: 1e30, moment: undefined },
  { title: 'far too many digits', value: '9'.repeat(31), moment: undefined },
  { title: 'negative', value: -1_767_225_600_000_000_000n, moment: undefined },
  { title: 'zero', value: 0n, moment: undefined },
  { title: 'before the platform existed', value: '1999-12-31T23:59:59Z', moment: undefined },
  { title: 'not a number', value: Number.NaN, moment: undefined },
  { title: 'no such day', value: '2026-02-31T25:00:00Z', moment: undefined },
  { title: 'nothing', value: null, moment: undefined },
  { title: 'something else', value: { seconds: 1 }, moment: undefined },
])('toNanoseconds: $title', ({ value, moment }) => {
  expect(toNanoseconds(value)).toBe(moment);
});
