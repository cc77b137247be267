import { randomUUID } from 'node:crypto';
import type { Part, StoreLog } from '../part.ts';
import { holdLease, releaseLease } from './lease-scripts.ts';
import { createLoop, pause } from './loop.ts';
import type { Store } from './store.ts';

export type Lease = Part & {
  /** The fencing number while the lease is held; whatever it guards refuses a smaller one. */
  fence(): number | undefined;
  /** Who has it instead, as last heard. */
  heldBy(): string | undefined;
  /** What the store keeps while we hold it; unique to this process. */
  readonly token: string;
};

/**
 * The right to be the only one, for `seconds` at a time, renewed at a third of them. It is given up by our
 * own clock even when the store cannot be asked.
 */
export function createLease({
  store,
  key,
  holder,
  seconds,
  log,
  onChange,
}: {
  readonly store: Store;
  readonly key: string;
  /** Shown to those who wait. */
  readonly holder: string;
  readonly seconds: number;
  readonly log: StoreLog;
  readonly onChange?: (fence: number | undefined) => void;
}): Lease {
  const token = `${randomUUID()} ${holder}`;
  const milliseconds = seconds * 1000;
  let state:
    | { kind: 'unknown' }
    | { kind: 'held'; fence: number; until: number }
    | { kind: 'other'; owner: string } = { kind: 'unknown' };
  let expiry: NodeJS.Timeout | undefined;

  function become(next: typeof state): void {
    const before = state;
    state = next;
    if (next.kind === 'held' && before.kind === 'held' && next.fence === before.fence) return;
    if (next.kind === 'held') {
      log.info('lease taken', { lease: key, fence: next.fence });
      onChange?.(next.fence);
    } else if (before.kind === 'held') {
      log.warn('lease lost', { lease: key, fence: before.fence });
      onChange?.(undefined);
    }
  }

  async function hold(): Promise<void> {
    const asked = performance.now();
    const reply = await store.eval(holdLease, 2, key, `${key}:fence`, token, milliseconds);
    const [fence = '', owner = ''] = (reply as string[]).map(String);
    clearTimeout(expiry);
    if (fence === '') {
      become({ kind: 'other', owner: owner.slice(owner.indexOf(' ') + 1) });
      return;
    }
    const until = asked + milliseconds;
    expiry = setTimeout(() => become({ kind: 'unknown' }), until - performance.now());
    become({ kind: 'held', fence: Number(fence), until });
  }

  const loop = createLoop(
    async (signal) => {
      await hold();
      await pause(milliseconds / 3, signal);
    },
    () => undefined, // The store's own connection tells the log; the expiry tells when it matters.
  );

  return {
    name: `lease ${key}`,
    token,
    async start() {
      loop.start();
    },
    async stop() {
      await loop.stop();
      clearTimeout(expiry);
      if (state.kind !== 'held') return;
      state = { kind: 'unknown' };
      await store.eval(releaseLease, 1, key, token).catch(() => undefined); // It runs out by itself.
      onChange?.(undefined);
    },
    // The clock decides, not the timer: it may be late in a busy process.
    fence: () =>
      state.kind === 'held' && performance.now() < state.until ? state.fence : undefined,
    heldBy: () => (state.kind === 'other' ? state.owner : undefined),
  };
}
