import type { Missing, TradingSample } from '@m4max/contracts';
import type { InputState } from './input-state.ts';

type Measured = Pick<TradingSample, 'latencies' | 'throughput' | 'orders' | 'risk' | 'ml'>;

/** What the sample has nothing of, and why. */
export function missingOf(options: {
  readonly measured: Measured;
  readonly inputs: readonly InputState[];
  /** Label sets that are only told together with the others of their stage. */
  readonly leftOut: number;
  readonly windowSeconds: number;
}): Missing[] {
  const { measured, inputs, leftOut, windowSeconds } = options;
  const reason = silence(inputs, windowSeconds);
  return [
    ...absentIn(measured).map((field) => ({ field, reason })),
    ...untoldLabelSets(leftOut),
    ...inputs.flatMap(untoldCommands),
  ];
}

function absentIn({ latencies, throughput, orders, risk, ml }: Measured): readonly string[] {
  return [
    ...(latencies.length === 0 ? ['latencies'] : []),
    ...(throughput.length === 0 ? ['throughput'] : []),
    ...(orders === undefined ? ['orders'] : []),
    ...(risk === undefined ? ['risk'] : []),
    ...(ml.length === 0 ? ['ml'] : []),
  ];
}

/** Why nothing came: a platform that rests, or nobody to hear it from. */
function silence(inputs: readonly InputState[], windowSeconds: number): string {
  const sources = inputs.filter(({ kind }) => kind === 'bus' || kind === 'fix_log');
  if (sources.some(({ up }) => up)) return `nothing of it came in the last ${windowSeconds} s`;
  const [away] = sources;
  if (away === undefined)
    return 'no bus was found on this machine: set TRADING_BUS_URLS to the Redis of the trading nodes';
  return `no bus can be read: ${away.name}: ${away.detail ?? 'it is away'}`;
}

function untoldCommands({ name, commands }: InputState): readonly Missing[] {
  const reasons = commands?.missing ?? [];
  return reasons.map((reason) => ({ field: `inputs.${name}.commands`, reason }));
}

function untoldLabelSets(labelSets: number): readonly Missing[] {
  if (labelSets === 0) return [];
  const reason = `${labelSets} less busy label sets are only in the figures of their stage as a whole; the histograms on /metrics have them, up to 2,000 label sets`;
  return [{ field: 'latencies', reason }];
}
