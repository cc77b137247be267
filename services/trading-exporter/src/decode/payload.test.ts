import { expect, it } from '@jest/globals';
import { Packr } from 'msgpackr';
import { parseJson, readPayload } from './payload.ts';

const packr = new Packr({ useRecords: false });

it('keeps nanoseconds exact in JSON and in MessagePack', () => {
  const exact = 1_767_225_600_123_456_789n;
  const json = readPayload(Buffer.from(`{"ts_init": ${exact}, "nested":{"ts_event":${exact}}}`));
  expect(json).toEqual({
    kind: 'map',
    value: { ts_init: String(exact), nested: { ts_event: String(exact) } },
  });
  expect(readPayload(packr.pack({ ts_init: exact }))).toEqual({
    kind: 'map',
    value: { ts_init: exact },
  });
});

it('leaves text alone that only looks like a time', () => {
  const text = '{"reason":"\\"ts_init\\":1767225600123456789"}';
  expect(parseJson(text)).toEqual({ reason: '"ts_init":1767225600123456789' });
});

it.each([
  { title: 'cut off JSON', bytes: Buffer.from('{"type":"QuoteTick","ts_'), reason: 'parse' },
  { title: 'NaN', bytes: Buffer.from('{"ts_init":NaN}'), reason: 'parse' },
  {
    title: 'cut off MessagePack',
    bytes: packr.pack({ type: 'QuoteTick', a: 1 }).subarray(0, 9),
    reason: 'parse',
  },
  {
    title: 'a map that claims four billion entries',
    bytes: Buffer.from('dfffffffff', 'hex'),
    reason: 'parse',
  },
  {
    title: 'a list that claims four billion entries',
    bytes: Buffer.from('81a161ddffffffff', 'hex'),
    reason: 'parse',
  },
  {
    title: 'a time of a heartbeat',
    bytes: Buffer.from('2026-01-01T00:00:00Z'),
    reason: 'encoding',
  },
  { title: 'a list', bytes: Buffer.from('[1,2]'), reason: 'encoding' },
  { title: 'nothing', bytes: Buffer.alloc(0), reason: 'encoding' },
  { title: 'two megabytes', bytes: Buffer.alloc(2 << 20, 0x7b), reason: 'too_large' },
])('readPayload: $title is not read', ({ bytes, reason }) => {
  expect(readPayload(bytes)).toEqual({ kind: 'unreadable', reason });
});
