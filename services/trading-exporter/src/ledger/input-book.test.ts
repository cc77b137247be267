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

it('knows when an input last brought something, in whatever order that is read', () => {
  const book = createInputBook();
  expect(book.factsOf('bus').lastAt).toBeUndefined();
  book.arrived('bus', 2000);
  book.arrived('bus', 1000);
  expect(book.factsOf('bus').lastAt).toEqual(new Date(2000));
});

it('does not take the past for the future when the clock was set back', () => {
  const book = createInputBook();
  book.arrived('bus', 3_600_000);
  book.forgetFuture(3_600_000);
  expect(book.factsOf('bus').lastAt).toEqual(new Date(3_600_000));
  book.forgetFuture(1000);
  expect(book.factsOf('bus').lastAt).toBeUndefined();
  book.arrived('bus', 2000);
  expect(book.factsOf('bus').lastAt).toEqual(new Date(2000));
});
