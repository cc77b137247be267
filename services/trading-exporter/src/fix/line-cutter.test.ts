import { expect, it } from '@jest/globals';
import { createLineCutter } from './line-cutter.ts';
import { MAX_LINE_BYTES } from './read-fix-line.ts';

function cut(chunks: readonly (string | Buffer)[], startsMidLine = false) {
  const cutter = createLineCutter({ startsMidLine });
  const lines = chunks.flatMap((chunk) => cutter.cut(Buffer.from(chunk)));
  return { lines, pending: cutter.pendingBytes() };
}

it.each([
  { title: 'nothing', chunks: [''], lines: [], pending: 0 },
  { title: 'whole lines', chunks: ['a\nb\r\n\n'], lines: ['a', 'b\r', ''], pending: 0 },
  { title: 'a line in three', chunks: ['8=F', 'IX', '\nrest'], lines: ['8=FIX'], pending: 4 },
  { title: 'an end alone', chunks: ['ab', '\n'], lines: ['ab'], pending: 0 },
  {
    title: 'bytes that are no text',
    chunks: [Buffer.from([0xff, 0x00, 0xc3, 0x0a])],
    lines: ['\u00ff\u0000\u00c3'],
    pending: 0,
  },
])('cuts $title', ({ chunks, lines, pending }) => {
  expect(cut(chunks)).toEqual({ lines, pending });
});

it.each([
  { title: 'the rest of a line', chunks: ['tail', '\nnext\n'], lines: ['next'], pending: 0 },
  { title: 'an end', chunks: ['\nnext\nhalf'], lines: ['next'], pending: 4 },
  { title: 'a line without an end', chunks: ['tail', 'tail'], lines: [], pending: 8 },
])('leaves out $title where it starts', ({ chunks, lines, pending }) => {
  expect(cut(chunks, true)).toEqual({ lines, pending });
});

it('keeps of a line without an end what tells that it is too long, and finds the next one', () => {
  const megabyte = Buffer.alloc(1 << 20, 'x');
  const { lines, pending } = cut([megabyte, megabyte, '\nnext\n']);
  expect(lines.map((line) => line.length)).toEqual([MAX_LINE_BYTES + 1, 4]);
  expect(pending).toBe(0);
  expect(cut([megabyte, megabyte]).pending).toBe(2 << 20);
});
