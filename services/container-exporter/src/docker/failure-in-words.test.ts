import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { failureInWords } from './failure-in-words.ts';

const coded = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

it.each([
  { title: 'a socket of somebody else', error: coded('EACCES'), words: 'group docker' },
  { title: 'no socket', error: coded('ENOENT'), words: 'is not there' },
  { title: 'a dead socket', error: coded('ECONNREFUSED'), words: 'has nothing listening' },
  {
    title: 'silence',
    error: new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
    words: 'gave no answer in 2 s',
  },
  {
    title: 'something that is no engine',
    error: z.string().safeParse(1).error,
    words: 'not as a Docker Engine does',
  },
  { title: 'anything else', error: new Error('odd'), words: 'failed: odd' },
  { title: 'no error at all', error: 'odd', words: 'odd' },
])('$title', ({ error, words }) => {
  expect(failureInWords(error)).toContain(words);
});
