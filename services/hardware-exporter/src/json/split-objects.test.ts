import { expect, it } from '@jest/globals';
import { splitObjects } from './split-objects.ts';

const pretty =
  '{\n  "name": "Café {", // a comment with } and "\n  "list": [\n    { "a": 1 }\n  ]\n}';

it.each([
  { title: 'one a line', text: '{"a":1}\n{"b":{"c":2}}\n', found: ['{"a":1}', '{"b":{"c":2}}'] },
  {
    title: 'a list, as mactop writes one',
    text: '[{"a":1}\n,{"b":2}\n]\n',
    found: ['{"a":1}', '{"b":2}'],
  },
  {
    title: 'spread over lines, with comments',
    text: `${pretty}\n${pretty}\n`,
    found: [pretty, pretty],
  },
  { title: 'the last line without an end', text: '{"a":1}', found: ['{"a":1}'] },
  {
    title: 'quotes and braces in strings',
    text: '{"a":"}\\"{\\\\"}',
    found: ['{"a":"}\\"{\\\\"}'],
  },
  {
    title: 'noise before, between and after',
    text: '\ufeffError: {no memory}\n{"a":1}\r\nwarning "{" \n\0{"b":2} done {\n',
    found: ['{"a":1}', '{"b":2}'],
  },
  { title: 'nothing but noise', text: '# HELP a\nmacmon_x{chip="M3"} 1\n', found: [] },
  {
    title: 'slashes in strings',
    text: '{"a":"http://b"}\n{"c":1}',
    found: ['{"a":"http://b"}', '{"c":1}'],
  },
  {
    title: 'a line that was cut off',
    text: '{"a":1}\n{"b":"cut\n{"c":3}\n',
    found: ['{"a":1}', '{"b":"cut\n', '{"c":3}'],
  },
  {
    title: 'an element of a list that was cut off',
    text: '[{"a":{"b":\n,{"c":3}\n]',
    found: ['{"a":{"b":\n,', '{"c":3}'],
  },
])('splitObjects: $title, wherever the chunks end', ({ text, found }) => {
  const bytes = Buffer.from(text);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const splitter = splitObjects();
    const chunks = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(chunks.flatMap((chunk) => splitter.push(chunk).documents)).toEqual(found);
    expect(splitter.rest()).toBeUndefined();
  }
  const splitter = splitObjects();
  const single = Array.from(bytes, (_, at) => splitter.push(bytes.subarray(at, at + 1)).documents);
  expect(single.flat()).toEqual(found);
});

it('keeps an object that has not ended', () => {
  const splitter = splitObjects();
  expect(splitter.push(Buffer.from('{"a":1}\n{"b":[1,\n')).documents).toEqual(['{"a":1}']);
  expect(splitter.rest()).toBe('{"b":[1,');
});

it('drops what grows too large, and finds the next object', () => {
  const splitter = splitObjects(20);
  expect(splitter.push(Buffer.from('{"a":"0123')).dropped).toBe(false);
  expect(splitter.push(Buffer.from('456789abcdefghij')).dropped).toBe(true);
  expect(splitter.rest()).toBeUndefined();
  expect(splitter.push(Buffer.from('"}\n{"b":2}\n'))).toEqual({
    documents: ['{"b":2}'],
    dropped: false,
  });
});
