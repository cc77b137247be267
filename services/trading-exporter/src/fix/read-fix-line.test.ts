import { expect, it } from '@jest/globals';
import { millisecondsAt } from './log-moment.ts';
import { MAX_LINE_BYTES, readFixLine } from './read-fix-line.ts';

const NOW = Date.parse('2026-01-05T14:30:00Z');
const FIELDS = '8=FIX.4.4|9=120|35=D|34=7|49=DESK|56=VENUE|11=A-1|40=1|58=x=y|10=128|';

function withDelimiter(delimiter: string): string {
  return FIELDS.replaceAll('|', delimiter);
}

it.each([
  { title: 'SOH', line: withDelimiter('\u0001') },
  { title: 'a bar', line: withDelimiter('|') },
  { title: 'a caret and an A', line: withDelimiter('^A') },
  { title: 'an escape', line: withDelimiter('\\x01') },
  { title: 'an escape of JSON', line: withDelimiter('\\u0001') },
  { title: 'a name', line: withDelimiter('<SOH>') },
  { title: 'a picture of it', line: withDelimiter('\u2401') },
  { title: 'a semicolon, and a carriage return at the end', line: `${withDelimiter(';')}\r` },
  { title: 'a bar, and no BodyLength', line: FIELDS.replace('9=120|', '') },
  { title: 'a bar, and nothing after the CheckSum', line: FIELDS.slice(0, -1) },
  { title: 'SOH, in brackets', line: `<…, outgoing> (${withDelimiter('\u0001')})` },
])('finds the tags between $title', ({ line }) => {
  const read = readFixLine(line, NOW);
  expect(read).toMatchObject({
    kind: 'message',
    message: { type: 'D', sender: 'DESK', target: 'VENUE', moment: undefined, isResent: false },
  });
  if (read.kind !== 'message') return;
  const { valueOf } = read.message;
  expect([11, 40, 58, 34, 55].map(valueOf)).toEqual(['A-1', '1', 'x=y', '7', undefined]);
});

const AT = '2026-01-05T14:29:59.125Z';

it.each([
  { writer: 'QuickFIX/n', prefix: '20260105-14:29:59.125 : ' },
  { writer: 'QuickFIX/J', prefix: '20260105-14:29:59.125: ' },
  { writer: 'QuickFIX', prefix: '20260105-14:29:59.125000000 : ', resolution: 'millisecond' },
  {
    writer: 'QuickFIX with microseconds',
    prefix: '20260105-14:29:59.125400 : ',
    resolution: 'fine',
  },
  { writer: 'QuickFIX with whole seconds', prefix: '20260105-14:29:59 : ', resolution: 'coarse' },
  {
    writer: 'QuickFIX/J on the screen',
    prefix: '<20260105-14:29:59.125, FIX.4.4:DESK->VENUE, outgoing> (',
  },
  {
    writer: 'QuickFIX/Go',
    prefix: '2026/01/05 14:29:59.125400 ',
    resolution: 'fine',
    isAbsolute: false,
  },
  {
    writer: 'a logger of Java',
    prefix:
      '2026-01-05 14:29:59,125 [Thread-3] INFO quickfixj.msg.outgoing - FIX.4.4:DESK->VENUE: ',
    isAbsolute: false,
  },
  { writer: 'ISO 8601 in UTC', prefix: '2026-01-05T14:29:59.125Z OUT ' },
  { writer: 'ISO 8601 with an offset', prefix: '[2026-01-05T09:29:59.125-05:00] ' },
  {
    writer: 'ISO 8601 with more digits than nanoseconds have',
    prefix: '2026-01-05T14:29:59.1251234567Z ',
    resolution: 'fine',
  },
  {
    writer: 'epoch seconds with a fraction',
    prefix: '1767623399.125400 : ',
    resolution: 'fine',
  },
  { writer: 'epoch milliseconds', prefix: '1767623399125 ' },
  { writer: 'epoch nanoseconds', prefix: '1767623399125400999 ', resolution: 'fine' },
  { writer: 'a time of day', prefix: '14:29:59.125 [main] INFO ', isAbsolute: false },
])('takes the time of $writer', ({ prefix, resolution = 'millisecond', isAbsolute = true }) => {
  const read = readFixLine(prefix + FIELDS, NOW);
  const moment = read.kind === 'message' ? read.message.moment : undefined;
  expect(moment).toMatchObject({ resolution, isAbsolute });
  const expected = resolution === 'coarse' ? AT.replace('.125', '') : AT;
  expect(moment && millisecondsAt(moment)).toBe(Date.parse(expected));
});

it.each([
  { line: '23:59:59.999 ', near: '2026-01-06T00:00:00.100Z', day: '2026-01-05T23:59:59.999Z' },
  { line: '00:00:00.001 ', near: '2026-01-06T00:00:00.100Z', day: '2026-01-06T00:00:00.001Z' },
  { line: '00:00:00.001 ', near: '2026-01-05T23:59:59.900Z', day: '2026-01-06T00:00:00.001Z' },
])('places the time of day $line near $near', ({ line, near, day }) => {
  const read = readFixLine(line + FIELDS, Date.parse(near));
  const moment = read.kind === 'message' ? read.message.moment : undefined;
  expect(moment && millisecondsAt(moment)).toBe(Date.parse(day));
});

it.each([
  { title: 'nothing', line: '', expected: { kind: 'other' } },
  {
    title: 'an event of the session',
    line: '20260105-14:29:59.125 : Initiated logon request',
    expected: { kind: 'other' },
  },
  { title: 'noise', line: '\u0000\u00ff8=FI\u0001', expected: { kind: 'other' } },
  {
    title: 'the version alone',
    line: '20260105-14:29:59.125 : 8=FIX.4.4',
    expected: { kind: 'rejected', reason: 'parse' },
  },
  {
    title: 'a message cut in two',
    line: FIELDS.slice(0, -12),
    expected: { kind: 'rejected', reason: 'parse' },
  },
  {
    title: 'a message cut within its last tag',
    line: FIELDS.slice(0, -4),
    expected: { kind: 'rejected', reason: 'parse' },
  },
  {
    title: 'a message from nobody',
    line: FIELDS.replace('49=DESK|', ''),
    expected: { kind: 'rejected', reason: 'parse' },
  },
  {
    title: 'the thirteenth month',
    line: `20261305-14:29:59.125 : ${FIELDS}`,
    expected: { kind: 'rejected', reason: 'bad_timestamp' },
  },
  {
    title: 'the twenty-fifth hour',
    line: `24:29:59.125 ${FIELDS}`,
    expected: { kind: 'rejected', reason: 'bad_timestamp' },
  },
  {
    title: 'a line without end',
    line: FIELDS.replace('x=y', 'x'.repeat(MAX_LINE_BYTES)),
    expected: { kind: 'rejected', reason: 'too_large' },
  },
])('readFixLine: $title', ({ line, expected }) => {
  expect(readFixLine(line, NOW)).toMatchObject(expected);
});

it.each([
  { title: 'sent again for sure', tag: '43=Y' },
  { title: 'maybe sent again', tag: '97=Y' },
])('knows what was $title', ({ tag }) => {
  const read = readFixLine(FIELDS.replace('11=A-1', `${tag}|11=A-1`), NOW);
  expect(read).toMatchObject({ kind: 'message', message: { isResent: true } });
});

it('takes an empty value, and one longer than an identifier, for none', () => {
  const line = FIELDS.replace('11=A-1', `11=|41=${'1'.repeat(200)}`);
  const read = readFixLine(line, NOW);
  expect(read.kind === 'message' && [11, 41].map(read.message.valueOf)).toEqual([
    undefined,
    undefined,
  ]);
});
