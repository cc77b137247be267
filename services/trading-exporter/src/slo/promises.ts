import type { LatencyKind } from '@m4max/contracts';
import { latencyTargets } from '@m4max/contracts';

/** A promise about the time that operations take. */
export type LatencyPromise = {
  readonly slo: string;
  readonly kind: LatencyKind;
  /** The stages whose end is the answer that was promised; every stage of the kind without them. */
  readonly stages?: readonly string[];
  readonly targetSeconds: number;
  /**
   * Whether an operation that failed has broken the promise however fast it was. A venue that refuses an
   * order in time has answered in time; a risk check that fails has answered nothing.
   */
  readonly failureIsBad: boolean;
};

/**
 * What the platform promises. An order is answered by an acknowledgement or a refusal; one that is never
 * answered has no time and is in no count: that is what its age in flight is for.
 */
export const latencyPromises: readonly LatencyPromise[] = [
  {
    slo: 'order_ack',
    kind: 'order',
    stages: ['submit_ack', 'submit_reject'],
    targetSeconds: latencyTargets.order,
    failureIsBad: false,
  },
  {
    slo: 'order_fix_ack',
    kind: 'order',
    stages: ['fix_ack', 'fix_reject'],
    targetSeconds: latencyTargets.order,
    failureIsBad: false,
  },
  {
    slo: 'market_data_feed',
    kind: 'market_data',
    stages: ['feed'],
    targetSeconds: latencyTargets.market_data,
    failureIsBad: false,
  },
  { slo: 'risk', kind: 'risk', targetSeconds: latencyTargets.risk, failureIsBad: true },
  {
    slo: 'ml_infer',
    kind: 'ml',
    stages: ['infer'],
    targetSeconds: latencyTargets.ml,
    failureIsBad: true,
  },
];
