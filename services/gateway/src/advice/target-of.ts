import { latencyTargets } from '@m4max/contracts';

/** The target of a series such as `latency_p95_seconds:order/submit_ack`, in seconds. */
export function targetOf(series: string): number | undefined {
  const kind = /^latency_p95_seconds:([a-z_]+)\//.exec(series)?.[1];
  return kind !== undefined && kind in latencyTargets
    ? latencyTargets[kind as keyof typeof latencyTargets]
    : undefined;
}
