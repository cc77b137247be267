import { expect, it } from '@jest/globals';
import { splitDocuments } from './split-documents.ts';

const first = '<?xml version="1.0"?>\n<plist>\n<string>Café ✓ 😀 &</string>\n</plist>\n';
const second =
  '<?xml version="1.0"?>\n<plist>\n<string>it ends with </plist> here</string>\n</plist>\n';
const stream = Buffer.from(`${first}\0${second}`);

it('gives a document as soon as its last line is there, not when the next one begins', () => {
  const splitter = splitDocuments();
  expect(splitter.push(Buffer.from(first))).toEqual({ documents: [first], dropped: false });
  expect(splitter.push(Buffer.from('\0'))).toEqual({ documents: [], dropped: false });
  expect(splitter.push(Buffer.from(second)).documents).toEqual([second]);
  expect(splitter.rest()).toBeUndefined();
});

it('gives the same documents wherever the chunks end, inside characters too', () => {
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const splitter = splitDocuments();
    const found = [stream.subarray(0, cut), stream.subarray(cut)].flatMap(
      (chunk) => splitter.push(chunk).documents,
    );
    expect(found).toEqual([first, second]);
  }
});

it('gives the same documents byte by byte', () => {
  const splitter = splitDocuments();
  const found = Array.from(stream, (_, at) => splitter.push(stream.subarray(at, at + 1)).documents);
  expect(found.flat()).toEqual([first, second]);
});

it('gives several documents of one chunk in order', () => {
  expect(splitDocuments().push(stream).documents).toEqual([first, second]);
});

it('takes a line that ends in </plist> for no end, wherever the chunks end', () => {
  const text = 'x</plist>\n</plist>\n';
  for (let cut = 0; cut <= text.length; cut += 1) {
    const splitter = splitDocuments();
    const chunks = [text.slice(0, cut), text.slice(cut)].map((chunk) => Buffer.from(chunk));
    expect(chunks.flatMap((chunk) => splitter.push(chunk).documents)).toEqual([text]);
  }
});

it('keeps its own copy: a chunk may be written over once it is pushed', () => {
  const splitter = splitDocuments();
  const chunk = Buffer.from(first.slice(0, 30));
  splitter.push(chunk);
  chunk.fill('x');
  expect(splitter.push(Buffer.from(first.slice(30))).documents).toEqual([first]);
});

it('keeps a last document whose line has no end', () => {
  const splitter = splitDocuments();
  expect(splitter.push(Buffer.from(first.trimEnd())).documents).toEqual([]);
  expect(splitter.rest()).toBe(first.trimEnd());
});

it('drops what grows too large, and finds the next document', () => {
  const splitter = splitDocuments(200);
  expect(splitter.push(Buffer.alloc(150, 'x')).dropped).toBe(false);
  expect(splitter.push(Buffer.alloc(150, 'x')).dropped).toBe(true);
  expect(splitter.push(Buffer.from(first)).documents).toEqual([first]);
});

it('takes 15 MB without an end in small pieces in linear time', () => {
  const splitter = splitDocuments();
  const chunk = Buffer.alloc(1024, '</plist>');
  // Some 50 ms; to copy or to search all that is held for every chunk would take a minute.
  for (let count = 0; count < 15 * 1024; count += 1)
    expect(splitter.push(chunk).documents).toEqual([]);
});
