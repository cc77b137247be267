/** How many operations took at most so long, since the engine started. */
export type TimingBucket = { readonly upToSeconds: number; readonly count: number };

/** A histogram or summary of a page, over all of its labels, since the engine started. */
export type Timing = {
  readonly metric: string;
  readonly count: number;
  readonly sumSeconds?: number;
  /** Cumulative, by their bounds, without the one that has none; empty for a summary. */
  readonly buckets: readonly TimingBucket[];
};

/** What an engine says of its whole life so far. */
export type EngineFigures = {
  readonly uptimeSeconds?: number;
  readonly operations?: number;
  /** `stepSeconds`: how finely the page writes it, which decides how much two of them tell. */
  readonly mean?: { readonly seconds: number; readonly stepSeconds: number };
  readonly connections?: number;
  readonly timings: readonly Timing[];
  /** Of the page, those beyond the bound. */
  readonly timingsLeftOut: number;
};
