import type { HardwareSample, HardwareSourceHealth } from '@m4max/contracts';
import { hardwareMetrics, hardwareSourceMetrics } from '@m4max/contracts';
import type { Registry } from '@m4max/service-kit';
import { bindMetrics } from '@m4max/service-kit';

/** The machine's metrics, and how the sources of them fare. */
export function bindHardware(
  registry: Registry,
  collector: {
    readonly latest: () => HardwareSample | undefined;
    readonly sources: () => readonly HardwareSourceHealth[];
  },
  host: string,
): void {
  bindMetrics(registry, hardwareMetrics, collector.latest, host);
  bindMetrics(registry, hardwareSourceMetrics, collector.sources, host);
}
