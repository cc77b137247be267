import type { Alert, ContainersSample, HardwareSample } from '@m4max/contracts';

export type Consumer = Alert['top_consumers'][number];

/** The newest samples of one host. */
export type Newest = {
  readonly hardware?: HardwareSample;
  readonly containers?: ContainersSample;
};

/** As many as a message can show. */
const MOST_CONSUMERS = 5;

/** Who uses most of what a metric measures: containers where there are any, processes otherwise. */
export function topConsumers(
  metric: string,
  { hardware, containers }: Newest,
): readonly Consumer[] {
  if (metric.includes('memory')) {
    const used = (containers?.containers ?? []).flatMap(({ name, memory }) =>
      consumer(name, memory?.working_set_bytes, 'bytes'),
    );
    if (used.length > 0) return largest(used);
    return largest(
      (hardware?.top_processes ?? []).flatMap(({ name, memory_bytes }) =>
        consumer(name, memory_bytes, 'bytes'),
      ),
    );
  }
  if (metric.includes('cpu') || metric.includes('thermal')) {
    const used = (containers?.containers ?? []).flatMap(({ name, cpu }) =>
      consumer(name, cpu?.cores_used, 'cores'),
    );
    if (used.length > 0) return largest(used);
    return largest(
      (hardware?.top_processes ?? []).flatMap(({ name, cpu_cores_used }) =>
        consumer(name, cpu_cores_used, 'cores'),
      ),
    );
  }
  return [];
}

function consumer(name: string, value: number | undefined, unit: string): readonly Consumer[] {
  return value === undefined ? [] : [{ name, value, unit }];
}

function largest(consumers: readonly Consumer[]): readonly Consumer[] {
  return consumers.toSorted((one, other) => other.value - one.value).slice(0, MOST_CONSUMERS);
}
