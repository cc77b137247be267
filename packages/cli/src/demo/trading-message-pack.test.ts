import { expect, it } from '@jest/globals';
import { messagePack } from './trading-message-pack.ts';

it.each([
  { title: 'nothing', value: null, bytes: 'c0' },
  { title: 'booleans', value: [true, false], bytes: '92c3c2' },
  { title: 'a small number', value: 127, bytes: '7f' },
  { title: 'another number', value: 1.5, bytes: 'cb3ff8000000000000' },
  { title: 'a number below zero', value: -1, bytes: 'cbbff0000000000000' },
  { title: 'an umlaut', value: 'ü', bytes: 'a2c3bc' },
  { title: 'a text of 32 bytes', value: 'x'.repeat(32), bytes: `d920${'78'.repeat(32)}` },
  { title: 'a text of 300 bytes', value: 'x'.repeat(300), bytes: `da012c${'78'.repeat(300)}` },
  { title: 'an empty map', value: {}, bytes: '80' },
  { title: 'a map', value: { a: { b: [] } }, bytes: '81a16181a16290' },
])('packs $title', ({ value, bytes }) => {
  expect(messagePack(value).toString('hex')).toBe(bytes);
});

it('packs long maps and lists', () => {
  const names = Array.from({ length: 16 }, (_, index) => `n${index}`);
  const map = messagePack(Object.fromEntries(names.map((name) => [name, null])));
  expect(map.subarray(0, 3).toString('hex')).toBe('de0010');
  expect(messagePack(names).subarray(0, 3).toString('hex')).toBe('dc0010');
});
