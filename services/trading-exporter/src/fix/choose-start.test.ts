import { expect, it } from '@jest/globals';
import type { FoundLog, KnownLog } from './choose-start.ts';
import { chooseStart, headOf } from './choose-start.ts';

const NOW = 1_767_623_400_000;
const MEGABYTE = 1 << 20;
const HEAD = Buffer.from('20260105-14:29:59.125 : 8=FIX.4.4|9=120|35=A|34=1|49=DESK|56=VENUE|');
const OTHER = Buffer.from(HEAD).fill('x', 0, 10);

const found: FoundLog = {
  id: '1:7',
  size: 1000,
  changedMilliseconds: NOW - 1000,
  head: HEAD,
  wasThere: true,
};
const known: KnownLog = {
  id: '1:7',
  head: headOf(HEAD),
  position: 400,
  atMilliseconds: NOW - 5000,
};

it.each([
  {
    title: 'a restart within the window goes on',
    found: {},
    known: [known],
    start: { position: 400, backlogEnd: 0 },
  },
  {
    title: 'so does one whose file has been renamed and grown',
    found: { head: Buffer.concat([HEAD, HEAD]), size: 5000 },
    known: [known],
    start: { position: 400, backlogEnd: 0 },
  },
  {
    title: 'a longer break looks for what may be in the window',
    found: {},
    known: [{ ...known, atMilliseconds: NOW - 90_000 }],
    start: { position: 400, backlogEnd: 1000 },
  },
  {
    title: 'and not through all of it',
    found: { size: 50 * MEGABYTE },
    known: [{ ...known, atMilliseconds: NOW - 90_000 }],
    start: { position: 34 * MEGABYTE, backlogEnd: 50 * MEGABYTE },
  },
  {
    title: 'a copy made before the file was truncated begins where it was read to',
    found: { id: '1:8', wasThere: false },
    known: [known],
    start: { position: 400, backlogEnd: 0 },
  },
  {
    title: 'an inode that was used again is another file',
    found: { head: OTHER, wasThere: false },
    known: [known],
    start: { position: 0, backlogEnd: 0 },
  },
  {
    title: 'a file that got shorter is another file',
    found: { size: 300, wasThere: false },
    known: [known],
    start: { position: 0, backlogEnd: 0 },
  },
  {
    title: 'the same date is not the same file',
    found: { id: '1:8', wasThere: false },
    known: [{ ...known, head: headOf(HEAD.subarray(0, 20)), position: 20 }],
    start: { position: 0, backlogEnd: 0 },
  },
  {
    title: 'an empty file is like any other',
    found: { id: '1:8', wasThere: false, head: Buffer.alloc(0), size: 0 },
    known: [{ ...known, head: headOf(Buffer.alloc(0)), position: 0 }],
    start: { position: 0, backlogEnd: 0 },
  },
  {
    title: 'a file that appears is read whole',
    found: { wasThere: false },
    known: [],
    start: { position: 0, backlogEnd: 0 },
  },
  {
    title: 'an old file that is put there is looked through for what may be in the window',
    found: { wasThere: false, changedMilliseconds: NOW - 90_000 },
    known: [],
    start: { position: 0, backlogEnd: 1000 },
  },
  {
    title: 'so is one that is larger than a log can grow between two looks',
    found: { wasThere: false, size: 50 * MEGABYTE },
    known: [],
    start: { position: 34 * MEGABYTE, backlogEnd: 50 * MEGABYTE },
  },
  {
    title: 'of a file that was there the last window is looked for',
    found: {},
    known: [],
    start: { position: 0, backlogEnd: 1000 },
  },
  {
    title: 'an old file that was there is left alone',
    found: { changedMilliseconds: NOW - 90_000 },
    known: [],
    start: { position: 1000, backlogEnd: 1000 },
  },
])('chooseStart: $title', ({ found: facts, known: logs, start }) => {
  expect(
    chooseStart({
      found: { ...found, ...facts },
      known: logs,
      windowSeconds: 60,
      nowMilliseconds: NOW,
    }),
  ).toEqual(start);
});
