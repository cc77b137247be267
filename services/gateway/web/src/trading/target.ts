import type { Latency, LatencyKind } from '@m4max/contracts';
import type { Tone } from './tone.ts';

/** What the 95th percentile should stay under, in seconds; kinds without an entry have no target. */
const targets: Readonly<Partial<Record<LatencyKind, number>>> = {
  order: 0.01,
  market_data: 0.002,
  risk: 0.1,
  ml: 0.05,
};

export function targetOf(kind: string): number | undefined {
  return Object.hasOwn(targets, kind) ? targets[kind as LatencyKind] : undefined;
}

/** Over its target is a warning; four times over, or a level of "critical", is worse. */
export function latencyTone({ kind, p95, level }: Latency): Tone {
  const target = targetOf(kind);
  if (level === 'critical') return 'critical';
  if (p95 === undefined || target === undefined || p95 <= target) return 'fine';
  return p95 >= 4 * target ? 'critical' : 'warning';
}
