import type { ContainersSample, HardwareSample, TradingSample } from '@m4max/contracts';
import type { Reading } from './trends.ts';

/** The readings the board draws, under the names that kept history has for them. */
export function hardwareReadings(sample: HardwareSample): readonly Reading[] {
  const { cpu, gpu, ane, memory, power } = sample;
  return [
    ...one('cpu_active_ratio', cpu?.active_ratio),
    ...(cpu?.tiers ?? []).flatMap(({ tier, active_ratio }) =>
      one(`cpu_tier_active_ratio:${tier}`, active_ratio),
    ),
    ...one('gpu_active_ratio', gpu?.active_ratio),
    ...one('ane_active_ratio_estimated', ane?.active_ratio_estimated),
    ...one('memory_used_bytes', memory?.used_bytes),
    ...one('power_combined_watts', power?.combined_watts),
  ];
}

export function tradingReadings(sample: TradingSample): readonly Reading[] {
  return [
    ...one('score_overall', sample.score.overall),
    ...sample.latencies.flatMap(({ kind, stage, labels, p95 }) =>
      p95 === undefined || Object.keys(labels).length > 0
        ? []
        : [{ series: `latency_p95_seconds:${kind}/${stage}`, value: p95 }],
    ),
  ];
}

/** Traffic of each container, which no history keeps: it is drawn from what was seen live. */
export function containersReadings(sample: ContainersSample): readonly Reading[] {
  return sample.containers.flatMap(({ id, network, stale }) => {
    const receive = network?.receive_bytes_per_second;
    const transmit = network?.transmit_bytes_per_second;
    if (stale === true || receive === undefined || transmit === undefined) return [];
    return [{ series: trafficSeries(id), value: receive + transmit }];
  });
}

export function trafficSeries(containerId: string): string {
  return `traffic:${containerId}`;
}

function one(series: string, value: number | undefined): readonly Reading[] {
  return value === undefined ? [] : [{ series, value }];
}
