import { expect, it } from '@jest/globals';
import { plist } from './fixtures/reading-of.ts';
import { readDocument } from './read-document.ts';

it.each([
  {
    title: 'a malformed list',
    document: '<plist><dict><key>a</dict></plist>',
    format: 'plist',
    fault: 'malformed',
    why: 'the property list is faulty',
  },
  {
    title: 'a truncated one',
    document: plist.slice(0, 3000),
    format: 'plist',
    fault: 'malformed',
    why: 'the property list is faulty',
  },
  {
    title: 'a list that is no document',
    document: '<plist><array/></plist>',
    format: 'plist',
    fault: 'unrecognised',
    why: 'nothing in it',
  },
  {
    title: 'foreign text',
    document: 'Hello',
    format: 'text',
    fault: 'unrecognised',
    why: 'nothing in it',
  },
] as const)('readDocument: gives a reason for $title', ({ document, format, fault, why }) => {
  expect(readDocument(document, format)).toEqual({
    kind: 'fault',
    fault,
    why: expect.stringContaining(why),
  });
});
