import type { EngineFigures } from './engine-figures.ts';

/** Where an engine keeps its count of operations, and their mean time with its unit in seconds. */
type Dialect = {
  readonly operations: string;
  readonly mean?: { readonly path: string; readonly unitSeconds: number };
};

const MILLISECOND = 1e-3;
const NANOSECOND = 1e-9;
const MEAN_OF_INFO = {
  path: 'engine_info.average_processing_time_ms',
  unitSeconds: MILLISECOND,
};

/**
 * The engines of the platform, each in its own words; the first whose count is there is taken. Two of
 * their figures are passed over: `risk_checks_per_second`, which is the mean of a whole life, and
 * `margin_calculation_time_ms`, which is the constant 0.36.
 */
const dialects: readonly Dialect[] = [
  { operations: 'engine_info.calculations_processed', mean: MEAN_OF_INFO },
  { operations: 'engine_info.risk_calculations', mean: MEAN_OF_INFO },
  { operations: 'engine_info.predictions_made', mean: MEAN_OF_INFO },
  { operations: 'total_risk_checks' },
  {
    operations: 'engine_metrics.total_feature_sets',
    mean: { path: 'performance_metrics.average_processing_time_ms', unitSeconds: MILLISECOND },
  },
  {
    operations: 'performance.requests_processed',
    mean: { path: 'performance.average_response_time_ms', unitSeconds: MILLISECOND },
  },
  {
    operations: 'performance.total_calculations',
    mean: { path: 'performance.average_time_ns', unitSeconds: NANOSECOND },
  },
  {
    operations: 'backtests_completed',
    mean: { path: 'average_execution_time_seconds', unitSeconds: 1 },
  },
  { operations: 'messages_streamed' },
  { operations: 'collateral_calculations' },
];

const uptimes = [
  { path: 'uptime_seconds', unitSeconds: 1 },
  { path: 'engine_info.uptime_seconds', unitSeconds: 1 },
  { path: 'system_metrics.uptime', unitSeconds: 1 },
  { path: 'uptime', unitSeconds: 1 },
  { path: 'uptime_hours', unitSeconds: 3600 },
];

/** Reads what is known of it from the JSON of an engine; what is not there stays out. */
export function figuresOfJson(document: unknown): EngineFigures {
  const numberAt = (path: string) => asNumber(valueAt(document, path));
  const dialect = dialects.find(({ operations }) => numberAt(operations) !== undefined);
  const operations = dialect === undefined ? undefined : numberAt(dialect.operations);
  const mean = dialect?.mean === undefined ? undefined : numberAt(dialect.mean.path);
  const unitSeconds = dialect?.mean?.unitSeconds ?? 1;
  const [uptimeSeconds] = uptimes.flatMap((it) => {
    const uptime = numberAt(it.path);
    return uptime === undefined ? [] : [uptime * it.unitSeconds];
  });
  const connections = numberAt('websocket_connections');
  return {
    ...(uptimeSeconds === undefined ? {} : { uptimeSeconds }),
    ...(operations === undefined ? {} : { operations }),
    ...(mean === undefined
      ? {}
      : { mean: { seconds: mean * unitSeconds, stepSeconds: stepOf(mean) * unitSeconds } }),
    ...(connections === undefined ? {} : { connections: Math.round(connections) }),
    timings: [],
    timingsLeftOut: 0,
  };
}

function valueAt(document: unknown, path: string): unknown {
  let value = document;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** A count or a time that can be: neither negative, nor past what a float counts one by one. */
function asNumber(value: unknown): number | undefined {
  const isUsable = typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
  return isUsable ? value : undefined;
}

/** The last decimal place that a number is written with: 0.01 of 2.35. Noughts at the end do not show. */
function stepOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  return 10 ** (Number(exponent) - decimals);
}
