import { expect, it } from '@jest/globals';
import { createInputBook } from './input-book.ts';

it('keeps of a sender that writes megabytes only what tells it apart', () => {
  const book = createInputBook();
  const rejection = { atMilliseconds: 0, input: 'bus', reason: 'parse' };
  book.reject({ ...rejection, detail: `nautilus-${'x'.repeat(2 << 20)}` });
  book.reject({ ...rejection, detail: 'nautilus-short' });
  book.reject({ ...rejection, detail: undefined });
  const details = book.rejections().map(({ detail }) => detail);
  expect(details).toEqual([
    undefined,
    'nautilus-short',
    expect.stringMatching(/^nautilus-x{200,300} …$/),
  ]);
});
