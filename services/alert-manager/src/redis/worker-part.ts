import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '@m4max/service-kit';
import type { Store, StoreLog } from '@m4max/streams';
import type { Processor } from 'bullmq';
import { Queue, Worker } from 'bullmq';
import { backOffMs } from '../notices/back-off.ts';
import { QUEUE_PREFIX } from './delivery-keys.ts';

/** Jobs in hand end by their own timeouts in less. */
const CLOSE_MS = 15_000;

/**
 * A queue and its worker. A job is gone from the store once it is done, so that its id is free when the
 * same notice is owed again; what could not be delivered is kept as a dead letter, not as a failed job.
 */
export type WorkerPart<Data> = Part & {
  /** Ids make repeats harmless: a job that waits or runs is not added twice. */
  add(
    jobs: readonly { readonly id: string; readonly data: Data; readonly delayMs?: number }[],
  ): Promise<void>;
};

export function workerPart<Data>(options: {
  readonly name: string;
  /** The connection is shared; it belongs to the caller. */
  readonly connection: Store;
  readonly concurrency: number;
  readonly attempts: number;
  readonly process: Processor<Data, void>;
  readonly log: StoreLog;
}): WorkerPart<Data> {
  const { name, connection, concurrency, attempts, process, log } = options;
  const tell = (error: Error) => {
    if (connection.status === 'ready') log.warn('queue trouble', { queue: name, error });
  };
  let queue: Queue<Data, void, string, Data, void, string> | undefined;
  let worker: Worker<Data, void> | undefined;
  return {
    name,
    async start() {
      queue = new Queue<Data, void, string, Data, void, string>(name, {
        connection,
        prefix: QUEUE_PREFIX,
        streams: { events: { maxLen: 200 } }, // Nobody reads them.
      });
      queue.on('error', tell);
      worker = new Worker(name, process, {
        connection,
        prefix: QUEUE_PREFIX,
        autorun: false,
        concurrency,
        lockDuration: 15_000,
        stalledInterval: 5000,
        maxStalledCount: 1000, // A page survives any number of kills.
        runRetryDelay: 1000,
        drainDelay: 1, // The embedded store wakes nobody who waits for a job: one is found within this time.
        settings: { backoffStrategy: (tries: number) => backOffMs(tries, Math.random()) },
      });
      worker.on('error', tell);
      worker.run().catch(tell);
    },
    async stop() {
      const away = connection.status !== 'ready';
      const closed = Promise.allSettled([worker?.close(away), queue?.close()]);
      await Promise.race([closed, sleep(CLOSE_MS, undefined, { ref: false })]);
    },
    async add(jobs) {
      if (queue === undefined) throw new Error(`the queue ${name} has not started`);
      if (jobs.length === 0) return;
      await queue.addBulk(
        jobs.map(({ id, data, delayMs = 0 }) => ({
          name,
          data,
          opts: {
            jobId: id,
            delay: delayMs,
            attempts,
            backoff: { type: 'custom' },
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
    },
  };
}
