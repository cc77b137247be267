/** One time series of a metric: its labels (a subset of the row's) and its value now. */
export type MetricValue = {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
};

/**
 * One metric, and how it is read from a sample. An empty list is "not known now":
 * the series leaves the page. Exporters add the label `host` to every series themselves.
 */
export type MetricRow<Sample> = {
  /** A summary has quantiles of a window, by the label `quantile` and that alone; neither sum nor count. */
  readonly type: 'gauge' | 'counter' | 'summary';
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** How a person reads the value in an alert or on a panel. */
  readonly unit:
    | 'percent'
    | 'bytes'
    | 'bytes/s'
    | 'hertz'
    | 'watts'
    | 'joules'
    | 'seconds'
    | 'celsius'
    | 'rpm'
    | 'level'
    | 'score'
    | 'count'
    | 'per second';
  /** For the documents: the field of the sample it shows, from whose sources it comes, or words. */
  readonly origin?: { readonly field: string } | { readonly words: string };
  /** For the documents: when there is no series although its sources deliver. */
  readonly absent?: string;
  readonly read: (sample: Sample) => readonly MetricValue[];
};
