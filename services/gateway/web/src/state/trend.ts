/** Steps of ten seconds, as the finest kept history has them. */
export const STEP_SECONDS = 10;
/** A quarter of an hour; older steps are dropped. */
export const STEPS = 90;

/** The last quarter of an hour of one series: means of its steps, oldest first, gaps left out. */
export type Trend = readonly {
  readonly step: number;
  readonly mean: number;
  readonly count: number;
}[];

/** Adds a live reading. One that is older than the newest step is dropped, unless the clock was set back. */
export function recordReading(trend: Trend, at: Date, value: number): Trend {
  const step = stepOf(at);
  const last = trend.at(-1);
  if (last === undefined || step < last.step - STEPS) return [{ step, mean: value, count: 1 }];
  if (step < last.step) return trend;
  if (step > last.step) return kept([...trend, { step, mean: value, count: 1 }]);
  const count = last.count + 1;
  const mean = last.mean + (value - last.mean) / count;
  return [...trend.slice(0, -1), { step, mean, count }];
}

/** Puts kept history under what was seen live; what was seen wins. */
export function seedTrend(
  trend: Trend,
  history: { readonly timestamps: readonly string[]; readonly means: readonly (number | null)[] },
): Trend {
  const seen = new Set(trend.map(({ step }) => step));
  const older = history.timestamps.flatMap((timestamp, index) => {
    const mean = history.means[index];
    const step = stepOf(new Date(timestamp));
    if (mean === null || mean === undefined || Number.isNaN(step) || seen.has(step)) return [];
    return [{ step, mean, count: 1 }];
  });
  return kept([...older, ...trend].toSorted((one, other) => one.step - other.step));
}

/** The trend as a column that ends at a moment, with `undefined` where nothing was read. */
export function trendColumn(trend: Trend, until: Date): readonly (number | undefined)[] {
  const first = stepOf(until) - STEPS + 1;
  const column = Array.from<undefined, number | undefined>({ length: STEPS }, () => undefined);
  for (const { step, mean } of trend) {
    if (step >= first && step < first + STEPS) column[step - first] = mean;
  }
  return column;
}

/** The moments of such a column, in seconds since 1970. */
export function columnTimes(until: Date): readonly number[] {
  const first = stepOf(until) - STEPS + 1;
  return Array.from({ length: STEPS }, (_, index) => (first + index) * STEP_SECONDS);
}

function stepOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1000 / STEP_SECONDS);
}

function kept(trend: Trend): Trend {
  const oldest = (trend.at(-1)?.step ?? 0) - STEPS;
  return trend.filter(({ step }) => step > oldest);
}
