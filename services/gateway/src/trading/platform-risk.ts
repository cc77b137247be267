import type { LatestTrading, Missing, PlatformTrading } from '@m4max/contracts';
import { given, givenMilliseconds } from './milliseconds.ts';
import type { Latency } from './platform-latency.ts';
import { isWhole } from './platform-latency.ts';

type Risk = PlatformTrading['risk_metrics'];

/** What engines call a calculation, and the platform's field for its mean time. */
const CALCULATIONS = [
  { field: 'var_calculation_time_ms', types: ['var'] },
  { field: 'stress_test_time_ms', types: ['stress', 'stress_test'] },
  { field: 'portfolio_risk_calc_time_ms', types: ['portfolio', 'portfolio_risk'] },
  { field: 'breach_detection_time_ms', types: ['breach', 'breach_detection'] },
  { field: 'ml_risk_prediction_time_ms', types: ['ml', 'ml_risk', 'ml_prediction'] },
] as const;

export function platformRisk({ risk, latencies, taken_at: timestamp }: LatestTrading): Risk {
  const checks = latencies.filter((it) => it.kind === 'risk' && isWhole(it));
  return {
    ...given('risk_checks_per_second', risk?.checks_per_second),
    ...givenMilliseconds('average_risk_calc_time_ms', meanOf(checks)),
    ...Object.fromEntries(
      CALCULATIONS.flatMap(({ field, types }) =>
        Object.entries(givenMilliseconds(field, meanOf(checks.filter(isOneOf(types))))),
      ),
    ),
    ...given('failed_risk_checks', risk?.failed_checks),
    timestamp,
  };
}

/** The calculations that nobody timed, and how to have them. */
export function unmeasuredRisk(measured: Risk): readonly Missing[] {
  const absent = CALCULATIONS.filter(({ field }) => measured[field] === undefined);
  return absent.map(({ field, types: [type] }) => ({
    field: `risk_metrics.${field}`,
    reason: `No engine reported one in the last window: telemetry of kind risk with risk_type ${type} does (docs/telemetry.md).`,
  }));
}

function isOneOf(types: readonly string[]): (latency: Latency) => boolean {
  return ({ stage }) => types.includes(stage);
}

/** The mean of all operations together, so that a rare calculation weighs little. */
function meanOf(latencies: readonly Latency[]): number | undefined {
  const samples = latencies.reduce((sum, it) => sum + it.samples, 0);
  if (samples === 0) return undefined;
  return latencies.reduce((sum, it) => sum + it.mean * it.samples, 0) / samples;
}
