import { expect, it } from '@jest/globals';
import { momentOf, momentOfDigits, momentOfHalves, momentOfIso } from './moment.ts';

const moments: readonly bigint[] = [
  1_000_000_000_000_000_000n,
  1_767_623_400_000_000_000n,
  1_767_623_400_999_999_999n,
  1_767_623_399_999_999_999n,
  1_767_623_400_123_456_789n,
  4_102_444_799_999_999_999n,
  ...Array.from(
    { length: 500 },
    (_, n) => 1_400_000_000_000_000_000n + BigInt(n) * 5_399_999_999_999_983n,
  ),
];

it('reads the same moment from digits and from the halves of 64 bits', () => {
  for (const nanoseconds of moments) {
    const moment = momentOf(nanoseconds);
    const digits = Buffer.from(String(nanoseconds));
    expect(momentOfDigits(digits, digits.length)).toEqual(moment);
    const halves = [Number(nanoseconds >> 32n), Number(nanoseconds & 0xffff_ffffn)] as const;
    expect(momentOfHalves(...halves)).toEqual(moment);
  }
});

it.each([
  { text: '2026-01-05T14:30:00Z', nanoseconds: 0 },
  { text: '2026-01-05T14:30:00.000250Z', nanoseconds: 250_000 },
  { text: '2026-01-05T14:30:00.123456789Z', nanoseconds: 123_456_789 },
  { text: '2026-01-05T14:30:00.12345Z', nanoseconds: undefined },
  { text: '2026-01-05T14:30:00 123456Z', nanoseconds: undefined },
  { text: '2026-01-05T14:61:00Z', nanoseconds: undefined },
  { text: '1999-01-05T14:30:00Z', nanoseconds: undefined },
])('momentOfIso($text)', ({ text, nanoseconds }) => {
  const bytes = Buffer.from(text);
  const expected = nanoseconds === undefined ? undefined : { seconds: 1_767_623_400, nanoseconds };
  expect(momentOfIso(bytes, 0, bytes.length)).toEqual(expected);
});

it.each([
  { title: 'of the last century', high: 200_000_000 },
  { title: 'after 2100', high: 0xffff_ffff },
])('does not believe a time $title', ({ high }) => {
  expect(momentOfHalves(high, 1)).toBeUndefined();
});
