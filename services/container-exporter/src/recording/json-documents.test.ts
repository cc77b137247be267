import { expect, it } from '@jest/globals';
import { jsonDocuments } from './json-documents.ts';

/** The pieces, in short; the text comes in chunks of this length. */
function piecesOf(text: string, chunk: number): readonly string[] {
  const documents = jsonDocuments();
  const pieces = [];
  for (let at = 0; at < text.length; at += chunk)
    pieces.push(...documents.push(text.slice(at, at + chunk)));
  pieces.push(...documents.rest());
  return pieces.map((it) => (it.kind === 'text' ? it.text : it.kind));
}

const CUT = 'cut off';

it.each([
  { title: 'nothing', text: '', pieces: [] },
  { title: 'white space', text: ' \r\n\n', pieces: [] },
  { title: 'one a line', text: '{"a":1}\n{"a":2}\n', pieces: ['{"a":1}', '{"a":2}'] },
  { title: 'no end of the last line', text: '{"a":1}\n{"a":2}', pieces: ['{"a":1}', '{"a":2}'] },
  { title: 'Windows line ends', text: '{"a":1}\r\n{"a":2}\r\n', pieces: ['{"a":1}', '{"a":2}'] },
  { title: 'the mark of an encoding', text: '\ufeff{"a":1}', pieces: ['{"a":1}'] },
  {
    title: 'several on a line',
    text: '{"a":1}{"a":2}, {"a":3}',
    pieces: ['{"a":1}', '{"a":2}', '{"a":3}'],
  },
  {
    title: 'spread over lines',
    text: '{\n  "a": {}\n}\n{}',
    pieces: ['{\n  "a": {}\n}', '{}'],
  },
  { title: 'a list', text: '[\n{"a":[{},[]]},\n{}\n]\n[]', pieces: ['{"a":[{},[]]}', '{}'] },
  { title: 'a list that was cut off', text: '[{"a":1},{"b":', pieces: ['{"a":1}', CUT] },
  {
    title: 'brackets and quotes in strings',
    text: '{"a":"}{[\\"]\\\\"}\n{"b":1}',
    pieces: ['{"a":"}{[\\"]\\\\"}', '{"b":1}'],
  },
  {
    title: 'other text',
    text: 'NAME  CPU %\r\n{"a":1}\nend',
    pieces: ['NAME  CPU %\r', '{"a":1}', 'end'],
  },
  { title: 'the last cut off', text: '{"a":1}\n{"b":', pieces: ['{"a":1}', CUT] },
  { title: 'the last cut off in a string', text: '{"a":1}\n{"b":"x', pieces: ['{"a":1}', CUT] },
  {
    title: 'cut off in a string, then another',
    text: '{"a":"x\n{"b":2}',
    pieces: [CUT, '{"b":2}'],
  },
  { title: 'cut off after a number', text: '{"a":{"c":1\n{"b":2}\n', pieces: [CUT, '{"b":2}'] },
  { title: 'cut off after a comma', text: '{"a":1,\n{"b":2}\n', pieces: [CUT, '{"b":2}'] },
  { title: 'a bracket that does not fit', text: '{"a":[1}\n{"b":2}', pieces: [CUT, '{"b":2}'] },
])('$title', ({ text, pieces }) => {
  for (const chunk of [1, 3, 1000]) expect(piecesOf(text, chunk)).toEqual(pieces);
});

it('passes over a line without an end, and goes on after it', () => {
  const documents = jsonDocuments();
  const pieces = [];
  const filling = 'x'.repeat(1024 * 1024);
  pieces.push(...documents.push('{"a":1}\n{"long":"'));
  for (let count = 0; count < 40; count += 1) pieces.push(...documents.push(filling));
  pieces.push(...documents.push('"}\n{"a":2}\n'));
  expect(pieces).toEqual([
    { kind: 'text', text: '{"a":1}' },
    { kind: 'too long' },
    { kind: 'text', text: '{"a":2}' },
  ]);
});
