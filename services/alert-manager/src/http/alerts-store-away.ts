import { Problem } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';

/** Runs what needs the store; while it is away the caller learns so at once, and when to come back. */
export async function whileStoreAnswers<Result>(
  store: Store,
  work: () => Promise<Result>,
): Promise<Result> {
  if (store.status !== 'ready') throw storeAway();
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (store.status !== 'ready' || isAbsence(error)) throw storeAway();
    throw error;
  }
}

/** What the client says when the store went in the middle, hangs, or is still reading its files. */
function isAbsence(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(?:Connection is closed|Command timed out|LOADING|CLUSTERDOWN|READONLY|Stream isn't writeable)/.test(
      error.message,
    )
  );
}

function storeAway(): Problem {
  return new Problem(
    503,
    'store-away',
    'The store does not answer, so nothing was read or changed: try again in a few seconds.',
    undefined,
    { 'retry-after': '5' },
  );
}
