import { setTimeout as delay } from 'node:timers/promises';

const POLL_MILLISECONDS = 25;

/**
 * Asks again until the probe gives something other than undefined, null or false.
 * A probe that throws is asked again too; the error of the deadline carries the last answer or failure.
 */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  { seconds = 20 }: { readonly seconds?: number } = {},
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  let last = 'never asked';
  let cause: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== null && value !== false) return value;
      last = String(value);
      cause = undefined;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      cause = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`not within ${seconds} s: ${what} (last: ${last})`, { cause });
    }
    await delay(POLL_MILLISECONDS);
  }
}
