import { expect, it } from '@jest/globals';
import { refusalInWords } from './acknowledging.ts';

it.each([
  {
    title: 'its own words',
    status: 409,
    body: { detail: 'it was resolved' },
    words: 'it was resolved',
  },
  {
    title: 'no body',
    status: 500,
    body: undefined,
    words: 'the gateway answered 500 without saying why',
  },
  { title: 'no permission', status: 403, body: {}, words: expect.stringContaining('scope `ack`') },
  {
    title: 'unknown',
    status: 404,
    body: 'text',
    words: expect.stringContaining('no longer knows'),
  },
])('refusal: $title', ({ status, body, words }) => {
  expect(refusalInWords(status, body)).toEqual(words);
});
