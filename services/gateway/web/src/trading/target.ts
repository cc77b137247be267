import type { Latency, LatencyKind } from '@m4max/contracts';
import type { Tone } from './tone.ts';

/** What the 95th percentile should stay under, in seconds; kinds without an entry have no target. */
const targets: Readonly<Partial<Record<LatencyKind, number>>> = {
  order: 0.01,
  market_data: 0.002,
  risk: 0.1,
  ml: 0.05,
};

/** Estimated, and promised to nobody. */
const withoutTarget: ReadonlySet<string> = new Set(['order/tick_to_order']);

export function targetOf({ kind, stage }: { kind: string; stage: string }): number | undefined {
  if (withoutTarget.has(`${kind}/${stage}`)) return undefined;
  return Object.hasOwn(targets, kind) ? targets[kind as LatencyKind] : undefined;
}

/** Over its target is a warning; four times over, or a level of "critical", is worse. */
export function latencyTone(latency: Latency): Tone {
  const { p95, level } = latency;
  const target = targetOf(latency);
  if (target === undefined) return 'fine';
  if (level === 'critical') return 'critical';
  if (p95 === undefined || p95 <= target) return 'fine';
  return p95 >= 4 * target ? 'critical' : 'warning';
}
