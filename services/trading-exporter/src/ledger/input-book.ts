/** What came in by one input since the process started. */
export type InputFacts = {
  readonly lastAt: Date | undefined;
  readonly rejected: Readonly<Record<string, number>>;
};

/** Keeps, per input, when the last entry came and how many were not believed, by reason. */
export function createInputBook(): {
  arrived(input: string, atMilliseconds: number): void;
  reject(input: string, reason: string): void;
  factsOf(input: string): InputFacts;
} {
  const inputs = new Map<
    string,
    { lastMilliseconds?: number; readonly rejected: Map<string, number> }
  >();

  function entryOf(input: string) {
    const entry = inputs.get(input) ?? { rejected: new Map<string, number>() };
    inputs.set(input, entry);
    return entry;
  }

  return {
    arrived(input, atMilliseconds) {
      const entry = entryOf(input);
      entry.lastMilliseconds = Math.max(entry.lastMilliseconds ?? 0, atMilliseconds);
    },
    reject(input, reason) {
      const { rejected } = entryOf(input);
      rejected.set(reason, (rejected.get(reason) ?? 0) + 1);
    },
    factsOf(input) {
      const entry = inputs.get(input);
      const last = entry?.lastMilliseconds;
      return {
        lastAt: last === undefined ? undefined : new Date(last),
        rejected: Object.fromEntries(entry?.rejected ?? []),
      };
    },
  };
}
