import type { Latency } from '@m4max/contracts';
import { targetOf } from './target.ts';

/** Where the parts of a latency lie on its bar, from 0 to 1. */
export type Range = {
  readonly from: number;
  readonly to: number;
  readonly mark: number;
  /** Absent for kinds without a target, whose bar is scaled by their own P99. */
  readonly target?: number;
};

/** Two decades below the target and one above fit on the bar, so equal places mean equal ratios. */
const DECADES_BELOW = 2;
const DECADES = 3;

export function rangeOf(latency: Latency): Range | undefined {
  const { p50, p95, p99 } = latency;
  if (p95 === undefined) return undefined;
  const target = targetOf(latency);
  const unit = target ?? p99 ?? p95;
  const place = (seconds: number) => {
    const decades = Math.log10(Math.max(seconds, Number.MIN_VALUE) / unit) + DECADES_BELOW;
    return Math.min(1, Math.max(0, decades / DECADES));
  };
  return {
    from: place(p50 ?? p95),
    to: place(p99 ?? p95),
    mark: place(p95),
    ...(target === undefined ? {} : { target: place(target) }),
  };
}
