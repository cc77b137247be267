import { VIEWERS_KEY } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';

const EXPIRES_MS = 10_000;
const EVERY_SECONDS = 3;

/** Keeps a key in the store while somebody watches; exporters collect more often then. */
export function viewers(options: {
  readonly context: Pick<Context<unknown>, 'log'>;
  readonly store: Store;
  readonly watching: () => boolean;
}): Part & { tell(): void } {
  const { context, store, watching } = options;
  const mark = async () => {
    await store.set(VIEWERS_KEY, '1', 'PX', EXPIRES_MS).catch((error: unknown) => {
      context.log.debug('viewers not told', { error }); // The next run tells it again.
    });
  };
  return {
    ...ticker({
      name: 'viewers',
      seconds: EVERY_SECONDS,
      log: context.log,
      job: async () => {
        if (watching()) await mark();
      },
    }),
    tell: () => void mark(),
  };
}
