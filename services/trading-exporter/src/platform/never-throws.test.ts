import { expect, it } from '@jest/globals';
import { fieldsOf, recordedLines } from './fixtures/recorded.ts';
import { readPlatformMessage } from './read-platform-message.ts';
import { readPublished } from './read-published.ts';

const kinds = ['message', 'rejected'];

it('makes something of every message that was cut off anywhere', () => {
  for (const line of recordedLines()) {
    if ('channel' in line) {
      const message = Buffer.from(line.message);
      for (let end = 0; end < message.length; end++)
        expect(kinds).toContain(readPublished(line.channel, message.subarray(0, end)).kind);
      continue;
    }
    const fields = fieldsOf(line.fields);
    for (let end = 0; end < fields.length; end++) {
      expect(kinds).toContain(readPlatformMessage(fields.slice(0, end)).kind);
      const cut = fields.map((field) => field.subarray(0, end));
      expect(kinds).toContain(readPlatformMessage(cut).kind);
    }
  }
});

it('makes something of any bytes in the place of any value', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 167 + 13) % 256));
  const ugly = [
    bytes,
    Buffer.alloc(0),
    Buffer.from('\u0000'),
    Buffer.from('{'),
    Buffer.alloc(70_000, '"'),
  ];
  for (const line of recordedLines()) {
    if ('channel' in line) {
      for (const value of ugly) {
        expect(kinds).toContain(readPublished(line.channel, value).kind);
        expect(kinds).toContain(readPublished(value.toString('latin1'), Buffer.from('{}')).kind);
      }
      continue;
    }
    const fields = fieldsOf(line.fields);
    for (const [at] of fields.entries())
      for (const value of ugly)
        expect(kinds).toContain(readPlatformMessage(fields.with(at, value)).kind);
  }
});
