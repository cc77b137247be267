import { Problem } from '@m4max/service-kit';

/** More than this wait in vain: each may take ten seconds. */
const MAX_WAITING = 8;

/** Runs heavy jobs one after another; when too many wait, a caller is told to come back. */
export function oneAtATime(): <Result>(job: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return (job) => {
    if (waiting >= MAX_WAITING)
      throw new Problem(
        503,
        'busy',
        'Too many long stretches of history are being read: try again in a minute, or ask for a shorter one.',
        undefined,
        { 'retry-after': '60' },
      );
    waiting += 1;
    const mine = last.then(job).finally(() => {
      waiting -= 1;
    });
    last = mine.catch(() => undefined); // Its own caller hears of it.
    return mine;
  };
}
