/** Something that was asked for and not answered for this long is given up: its engine or its answer is gone. */
const GIVE_UP_MILLISECONDS = 3_600_000;

export type Waiting = {
  readonly orders: number;
  readonly oldestSeconds: number | undefined;
};

/** Orders that wait for an answer of their venue, each since it was first asked. */
export function createWaitingList(): {
  set(order: string, isWaiting: boolean, atMilliseconds: number): void;
  at(nowMilliseconds: number): Waiting;
  /** Since when an order waits. */
  since(order: string): number | undefined;
} {
  const since = new Map<string, number>();
  return {
    since: (order) => since.get(order),
    set(order, isWaiting, atMilliseconds) {
      if (!isWaiting) since.delete(order);
      else if (!since.has(order)) since.set(order, atMilliseconds);
    },
    at(nowMilliseconds) {
      let oldest = nowMilliseconds;
      for (const [order, asked] of since) {
        if (nowMilliseconds - asked > GIVE_UP_MILLISECONDS) since.delete(order);
        else if (asked > nowMilliseconds)
          since.set(order, nowMilliseconds); // The clock was set back.
        else oldest = Math.min(oldest, asked);
      }
      const orders = since.size;
      if (orders === 0) return { orders, oldestSeconds: undefined };
      return { orders, oldestSeconds: (nowMilliseconds - oldest) / 1000 };
    },
  };
}
