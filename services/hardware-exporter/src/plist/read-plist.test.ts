import { expect, it } from '@jest/globals';
import { PlistFault, readPlist } from './read-plist.ts';

function list(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n${body}\n</plist>\n`;
}

it.each([
  { title: 'an integer', body: '<integer>1016855333</integer>', value: 1016855333 },
  { title: 'a real in exponent form', body: '<real>1.95951e+09</real>', value: 1.95951e9 },
  { title: 'a small real', body: '<real>6.93576e-05</real>', value: 6.93576e-5 },
  { title: 'nan', body: '<real>nan</real>', value: Number.NaN },
  { title: 'an empty number', body: '<integer></integer>', value: Number.NaN },
  { title: 'a closed number', body: '<integer/>', value: Number.NaN },
  { title: 'a number of white space', body: '<real> \n </real>', value: Number.NaN },
  { title: 'a number in white space', body: '<real> 1.5\n</real>', value: 1.5 },
  { title: 'a negative number', body: '<integer>-12</integer>', value: -12 },
  { title: 'a bare fraction', body: '<real>.29</real>', value: 0.29 },
  { title: 'twenty digits', body: '<integer>18446744073709551615</integer>', value: 2 ** 64 },
  { title: 'more than a number holds', body: '<real>1e400</real>', value: Infinity },
  { title: 'infinity', body: '<real>inf</real>', value: Number.NaN },
  { title: 'Infinity', body: '<real>Infinity</real>', value: Number.NaN },
  { title: 'a hexadecimal number', body: '<integer>0x1f</integer>', value: Number.NaN },
  { title: 'two points', body: '<real>1.2.3</real>', value: Number.NaN },
  { title: 'a decimal comma', body: '<real>1,5</real>', value: Number.NaN },
  { title: 'true', body: '<true/>', value: true },
  { title: 'false', body: '<false/>', value: false },
  { title: 'an empty string', body: '<string></string>', value: '' },
  { title: 'a closed string', body: '<string/>', value: '' },
  { title: 'an empty array', body: '<array/>', value: [] },
  {
    title: 'entities',
    body: '<string>a &lt;b&gt; &#233;&#xe9; &amp;</string>',
    value: 'a <b> éé &',
  },
  { title: 'a bare ampersand', body: '<string>R&D & more</string>', value: 'R&D & more' },
  { title: 'a code point that is none', body: '<string>&#9999999;</string>', value: '&#9999999;' },
  {
    title: 'a date',
    body: '<date>2026-03-28T01:41:59Z</date>',
    value: new Date('2026-03-28T01:41:59Z'),
  },
  {
    title: 'of a repeated key the last one',
    body: '<dict><key>a</key><integer>1</integer><key>a</key><integer>2</integer></dict>',
    value: new Map([['a', 2]]),
  },
  {
    title: 'a key that means something to JavaScript',
    body: '<dict><key>__proto__</key><integer>1</integer></dict>',
    value: new Map([['__proto__', 1]]),
  },
  {
    title: 'nesting, indentation and comments',
    body: '<dict>\n  <!-- <key>x</key> -->\n  <key>a</key>\n  <array>\n    <dict/>\n    <real>1</real>\n  </array>\n</dict>',
    value: new Map([['a', [new Map(), 1]]]),
  },
])('readPlist: $title', ({ body, value }) => {
  expect(readPlist(list(body))).toEqual(value);
});

it.each(['', '5', 'now', '2026-02-30T00:00:00Z', '2026-03-28T25:41:59Z', '2026-03-28 01:41:59'])(
  'readPlist takes no moment from the date %j',
  (text) => {
    expect(Number(readPlist(list(`<date>${text}</date>`)))).toBeNaN();
  },
);

it.each([
  { title: 'nothing', text: '', says: 'no <plist>' },
  { title: 'another format', text: '{"a": 1}', says: 'no <plist>' },
  { title: 'a head alone', text: '<plist version="1.0"', says: 'ends inside <plist>' },
  { title: 'cut off in a dict', text: list('<dict><key>a</key>').slice(0, -10), says: 'ends' },
  { title: 'cut off in a number', text: '<plist><integer>12', says: 'not closed' },
  {
    title: 'a value without key',
    text: list('<dict><integer>1</integer></dict>'),
    says: 'expected <key>',
  },
  {
    title: 'a key without value',
    text: list('<dict><key>a</key></dict>'),
    says: 'unexpected </dict>',
  },
  { title: 'a wrong end tag', text: list('<string>a</integer>'), says: 'not closed' },
  { title: 'an unknown element', text: list('<float>1</float>'), says: 'unexpected <float>' },
  { title: 'two values', text: list('<true/><true/>'), says: 'expected </plist>' },
  { title: 'marked sections', text: list('<string><![CDATA[a]]></string>'), says: 'not closed' },
  { title: 'a comment in a value', text: list('<real>1<!-- 2 --></real>'), says: 'not closed' },
  { title: 'an instruction', text: list('<?php 1 ?><true/>'), says: 'unexpected <?php 1 ?>' },
  { title: 'a comment that only seems to end', text: list('<!--><true/>'), says: 'ends' },
  { title: 'a comment without end', text: list('<!-- <true/>'), says: 'ends' },
  {
    title: 'more values than memory is good for',
    text: list(`<array>${'<dict/>'.repeat(300_000)}</array>`),
    says: 'more than 250000 values',
  },
  { title: 'endless nesting', text: `<plist>${'<array>'.repeat(100_000)}`, says: 'nests deeper' },
])('readPlist refuses $title', ({ text, says }) => {
  expect(() => readPlist(text)).toThrow(PlistFault);
  expect(() => readPlist(text)).toThrow(says);
});

it.each([
  { title: 'openings', unit: '<' },
  { title: 'closings', unit: '>' },
  { title: 'heads', unit: '<plist>' },
  { title: 'comments that open', unit: '<!-- ' },
  { title: 'comments', unit: '<!---->' },
  { title: 'keys', unit: '<key>a</key>' },
  { title: 'a long number', unit: '1', around: ['<real>', 'x</real>'] },
  { title: 'a long fraction', unit: '1.', around: ['<real>', '</real>'] },
  { title: 'a number far out', unit: ' ', around: ['<real>', 'x</real>'] },
  { title: 'ampersands', unit: '&', around: ['<string>', '</string>'] },
  { title: 'unfinished entities', unit: '&#12', around: ['<string>', '</string>'] },
  { title: 'repeated keys', unit: '<key>a</key><true/>', around: ['<dict>', '</dict>'] },
])(
  'readPlist takes 8 MB of $title in linear time',
  ({ unit, around: [before, after] = ['', ''] }) => {
    const text = list(`${before}${unit.repeat(8_000_000 / unit.length)}${after}`);
    // Less than a second; with time that grows with the square of the text this would not end.
    try {
      readPlist(text);
    } catch (error) {
      expect(error).toBeInstanceOf(PlistFault);
    }
  },
);
