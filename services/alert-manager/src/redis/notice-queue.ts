import type { ChannelName } from '@m4max/contracts';
import type { Store, StoreLog } from '@m4max/streams';
import { DelayedError } from 'bullmq';
import { MAX_TRIES } from '../notices/back-off.ts';
import type { NoticeKey } from '../notices/notice.ts';
import { noticeId } from '../notices/notice.ts';
import type { WorkerPart } from './worker-part.ts';
import { workerPart } from './worker-part.ts';

/** Slow receivers hold up their own channel only, and of that only so many sends. */
const CONCURRENCY = 10;

/** A job: which notice, and the turn it waits for at its receiver. */
type NoticeJob = NoticeKey & { readonly turn?: number };

export type Attempt = {
  readonly job: NoticeJob;
  /** Failed tries before this one. */
  readonly triesMade: number;
  readonly ageSeconds: number;
};

/** What to do with the job after a try. */
export type Handled =
  | { readonly kind: 'done' }
  | { readonly kind: 'back_off'; readonly because: string }
  /** Waits without using up a try. */
  | { readonly kind: 'wait'; readonly milliseconds: number; readonly turn?: number };

export type NoticeQueue = WorkerPart<NoticeJob>;

/** The queue of one channel. */
export function noticeQueue(options: {
  readonly channel: ChannelName;
  readonly connection: Store;
  readonly handle: (attempt: Attempt) => Promise<Handled>;
  readonly log: StoreLog;
}): NoticeQueue {
  const { channel, connection, handle, log } = options;
  return workerPart<NoticeJob>({
    name: `notify-${channel}`,
    connection,
    concurrency: CONCURRENCY,
    attempts: MAX_TRIES,
    log,
    async process(job, token) {
      const handled = await handle({
        job: job.data,
        triesMade: job.attemptsMade,
        ageSeconds: (Date.now() - job.timestamp) / 1000,
      });
      switch (handled.kind) {
        case 'done':
          return;
        case 'back_off':
          throw new Error(handled.because);
        case 'wait':
          if (handled.turn !== undefined) await job.updateData({ ...job.data, turn: handled.turn });
          await job.moveToDelayed(Date.now() + handled.milliseconds, token);
          throw new DelayedError();
      }
    },
  });
}

export function addNotices(queue: NoticeQueue, keys: readonly NoticeKey[]): Promise<void> {
  return queue.add(keys.map((key) => ({ id: noticeId(key), data: key })));
}
