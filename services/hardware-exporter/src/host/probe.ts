/** What one question to the operating system came to. */
export type Answer<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'none'; readonly reason: string };

/** A question that is asked now and then; its last answer stays good for a while. */
export type Probe<Value> = {
  /**
   * Asks anew when it is time and the last question was answered; `atOnce` does not wait for its time.
   * Never rejects.
   */
  refresh(nowSeconds: number, how?: { readonly atOnce: boolean }): Promise<void>;
  current(nowSeconds: number): Answer<Value>;
};

/** An answer is shown for this many periods; a machine under load may miss one. */
const GOOD_FOR_PERIODS = 3;
/** Rounds come a moment early as well as late: such a one is not put off to the next. */
const EARLY_SECONDS = 0.05;
/** Whatever happens, a question is asked this seldom. */
const LEAST_SECONDS = 1;
/** `df` hangs on a dead network drive: from here on it is said to. */
const SLOW_SECONDS = 5;

export function probe<Value>(options: {
  readonly everySeconds: number;
  /** How far the rounds are apart that ask: an answer has to last until the next one. */
  readonly roundSeconds: number;
  readonly read: (nowSeconds: number) => Promise<Answer<Value>>;
}): Probe<Value> {
  const { read, roundSeconds } = options;
  const everySeconds = Math.max(options.everySeconds, roundSeconds);
  let last: Answer<Value> = { kind: 'none', reason: 'not read yet' };
  let answeredAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking = false;
  return {
    async refresh(nowSeconds, { atOnce } = { atOnce: false }) {
      const pauseSeconds = atOnce ? Math.min(LEAST_SECONDS, everySeconds) : everySeconds;
      if (asking || nowSeconds - askedAt < pauseSeconds - EARLY_SECONDS) return;
      asking = true;
      askedAt = nowSeconds;
      try {
        last = await read(nowSeconds);
      } catch (error) {
        last = { kind: 'none', reason: `the system refused: ${messageOf(error)}` };
      } finally {
        answeredAt = nowSeconds;
        asking = false;
      }
    },
    current(nowSeconds) {
      if (nowSeconds - answeredAt <= GOOD_FOR_PERIODS * everySeconds + SLOW_SECONDS) return last;
      const seconds = Math.round(nowSeconds - askedAt);
      if (!asking || seconds < SLOW_SECONDS) return { kind: 'none', reason: 'not read yet' };
      return { kind: 'none', reason: `the system has not answered for ${seconds} s` };
    },
  };
}

/** A clock that no change of the time touches. */
export function nowSeconds(): number {
  return performance.now() / 1000;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
