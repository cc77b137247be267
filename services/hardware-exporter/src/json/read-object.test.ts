import { expect, it } from '@jest/globals';
import { JsonFault, readObject } from './read-object.ts';

it.each([
  { title: 'plain JSON', text: '{"a":[1,{"b":null}]}', object: { a: [1, { b: null }] } },
  {
    title: 'comments and trailing commas',
    text: '{ // one\n "a": "x // y", // two, }\n "b": [1, 2, ],\n}',
    object: { a: 'x // y', b: [1, 2] },
  },
  {
    title: 'what was cut out',
    text: '{"a": [...], "b": {...}, "c": [1, 2, ...], "d": [ … ], "e": "..."}',
    object: { a: [], b: {}, c: [1, 2], d: [], e: '...' },
  },
  {
    title: 'what is no number',
    text: '{"a":NaN,"b":-Infinity,"c":[Infinity, NaN],"d":"NaN"}',
    object: { a: null, b: null, c: [null, null], d: 'NaN' },
  },
])('readObject: $title', ({ text, object }) => {
  expect(readObject(text)).toEqual(object);
});

it.each([
  { title: 'cut off', text: '{"a":1,"b":', sentence: 'it ends before its last brace' },
  { title: 'faulty', text: '{"a" 1}', sentence: /^it is no JSON: / },
  { title: 'a list', text: '[1]', sentence: 'it is JSON, but no object' },
  { title: 'nothing', text: '', sentence: 'it ends before its last brace' },
])('readObject: $title is a fault', ({ text, sentence }) => {
  expect(() => readObject(text)).toThrow(JsonFault);
  expect(() => readObject(text)).toThrow(sentence);
});

it('takes no longer than the text is long, however it is broken', () => {
  expect(() => readObject(`{"${'\\"'.repeat(200_000)}`)).toThrow(JsonFault);
  expect(() => readObject(`{${',\n'.repeat(100_000)}x}`)).toThrow(JsonFault);
});
