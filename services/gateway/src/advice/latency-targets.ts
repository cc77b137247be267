/** P95 targets of the platform, in seconds, by the kind of latency. */
export const latencyTargets = { order: 0.01, market_data: 0.002, risk: 0.1, ml: 0.05 } as const;

/** The target of a series such as `latency_p95_seconds:order/submit_ack`. */
export function targetOf(series: string): number | undefined {
  const kind = /^latency_p95_seconds:([a-z_]+)\//.exec(series)?.[1];
  return kind !== undefined && kind in latencyTargets
    ? latencyTargets[kind as keyof typeof latencyTargets]
    : undefined;
}
