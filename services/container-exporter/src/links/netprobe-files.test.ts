import { expect, it } from '@jest/globals';
import { readSeen, wantedText } from './netprobe-files.ts';

const at = new Date('2026-03-02T09:00:00Z');
const id = 'ab'.repeat(32);
const other = 'cd'.repeat(32);
const seen = [
  'm4max-netprobe 1 1772442000-7',
  `container 101 ${id}`,
  '0: 00000000:18EB 00000000:0000 0A',
  '1: 030012AC:8C70 020012AC:2328 01',
  `container 102 ${other}`,
  'cut',
  `absent 103 ${id}`,
  'end 3 12',
  '',
].join('\n');

it('asks for a process and its container a line', () => {
  const targets = [
    { pid: 101, id },
    { pid: 102, id: other },
  ];
  expect(wantedText(targets)).toBe(`101 ${id}\n102 ${other}\n`);
  expect(wantedText([])).toBe('');
});

it('asks for as many as the sidecar reads', () => {
  const targets = Array.from({ length: 600 }, (_, index) => ({ pid: index + 1, id }));
  expect(wantedText(targets).split('\n')).toHaveLength(513);
});

it('reads what the sidecar saw', () => {
  const answer = readSeen(seen, at);
  if (answer.kind !== 'complete') throw new Error(answer.kind);
  expect(answer).toMatchObject({ beat: '1772442000-7', pauseSeconds: 12 });
  expect(answer.readingOf({ pid: 101, id })).toMatchObject({
    kind: 'read',
    at,
    sockets: [{ state: 'listening' }, { state: 'open' }],
    isCut: false,
  });
  expect(answer.readingOf({ pid: 102, id: other })).toMatchObject({ sockets: [], isCut: true });
  expect(answer.readingOf({ pid: 103, id })).toEqual({ kind: 'unreadable' });
  expect(answer.readingOf({ pid: 104, id })).toBeUndefined();
});

it.each([
  { title: 'no container', text: 'm4max-netprobe 1 a-1\nend 0 5\n', kind: 'complete' },
  { title: 'an empty file', text: '', kind: 'cut off' },
  { title: 'a file without its end', text: seen.slice(0, -10), kind: 'cut off' },
  { title: 'a file that ends within its last line', text: seen.slice(0, -1), kind: 'cut off' },
  { title: 'another version', text: 'm4max-netprobe 2 a-1\nend 0 5\n', kind: 'another version' },
  { title: 'something else', text: '<html>\u0000\uFFFD', kind: 'another version' },
])('$title is $kind', ({ text, kind }) => {
  expect(readSeen(text, at).kind).toBe(kind);
});

it('is not led astray by lines that are none of its own', () => {
  const text = `m4max-netprobe 1 a-1\ncontainer x y\ncontainer 5 ${id.toUpperCase()}\nabsent\nend 9 5\n`;
  const answer = readSeen(text, at);
  expect(answer.kind === 'complete' && answer.readingOf({ pid: 5, id })).toBeUndefined();
});
