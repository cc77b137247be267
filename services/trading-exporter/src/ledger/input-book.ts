/** What came in by one input since the process started. */
type InputFacts = {
  readonly lastAt: Date | undefined;
  readonly rejected: Readonly<Record<string, number>>;
};

/** Something that was left out, with what is needed to find its sender. */
type Rejection = {
  readonly atMilliseconds: number;
  readonly input: string;
  readonly reason: string;
  readonly detail: string | undefined;
};

export type InputBook = {
  arrived(input: string, atMilliseconds: number): void;
  reject(rejection: Rejection): void;
  factsOf(input: string): InputFacts;
  /** Forgets what came after now: the clock was set back, and until it has caught up all would seem fresh. */
  forgetFuture(nowMilliseconds: number): void;
  /** The last ones that were left out, newest first. */
  rejections(): readonly Rejection[];
};

/** Enough to see a pattern, and few enough to answer at once. */
const KEPT_REJECTIONS = 100;
/** Topics and channels are a few words; whoever names one in megabytes must not fill the memory with it. */
const MAX_DETAIL = 256;

type Entry = { lastMilliseconds?: number; readonly rejected: Map<string, number> };

/** Keeps, per input, when the last entry came and how many were not believed, by reason. */
export function createInputBook(): InputBook {
  const inputs = new Map<string, Entry>();
  const kept: Rejection[] = [];
  let rejections = 0;

  function entryOf(input: string): Entry {
    const found = inputs.get(input);
    if (found !== undefined) return found;
    const entry: Entry = { rejected: new Map() };
    inputs.set(input, entry);
    return entry;
  }

  return {
    arrived(input, atMilliseconds) {
      const entry = entryOf(input);
      entry.lastMilliseconds = Math.max(entry.lastMilliseconds ?? 0, atMilliseconds);
    },
    reject(rejection) {
      const { rejected } = entryOf(rejection.input);
      rejected.set(rejection.reason, (rejected.get(rejection.reason) ?? 0) + 1);
      kept[rejections % KEPT_REJECTIONS] = { ...rejection, detail: shortened(rejection.detail) };
      rejections += 1;
    },
    factsOf(input) {
      const entry = inputs.get(input);
      const last = entry?.lastMilliseconds;
      return {
        lastAt: last === undefined ? undefined : new Date(last),
        rejected: Object.fromEntries(entry?.rejected ?? []),
      };
    },
    forgetFuture(nowMilliseconds) {
      for (const entry of inputs.values())
        if ((entry.lastMilliseconds ?? 0) > nowMilliseconds) delete entry.lastMilliseconds;
    },
    rejections() {
      const next = rejections % KEPT_REJECTIONS;
      return [...kept.slice(next), ...kept.slice(0, next)].reverse();
    },
  };
}

/** A copy of its own: what is only sliced keeps the whole text in memory. */
function shortened(detail: string | undefined): string | undefined {
  if (detail === undefined || detail.length <= MAX_DETAIL) return detail;
  return `${Buffer.from(detail.slice(0, MAX_DETAIL)).toString()} …`;
}
