import type { Container, ContainersSample } from '../../containers-sample.ts';
import type { MetricRow, MetricValue } from '../metric-row.ts';

export type Row = MetricRow<ContainersSample>;
type Labels = Readonly<Record<string, string>>;
type Read = (container: Container, sample: ContainersSample) => readonly MetricValue[];

/** Makes rows of one family: their labels begin with the same ones, and they show the same containers. */
export function containerRows(family: {
  readonly labels: readonly string[];
  readonly labelsOf: (container: Container, engine: string) => Labels;
  readonly isShown: (container: Container) => boolean;
}): (row: Omit<Row, 'labels' | 'read'>, labels: readonly string[], read: Read) => Row {
  /** Worked out once a sample, however many rows ask for it. */
  const labelled = new WeakMap<ContainersSample, ReturnType<typeof label>>();
  const label = (sample: ContainersSample) => {
    const engines = new Map(sample.engines.map(({ id, name }) => [id, name]));
    return sample.containers.filter(family.isShown).map((container) => {
      const engine = engines.get(container.engine_id) ?? container.engine_id;
      return { container, labelsWith: labelJoiner(family.labelsOf(container, engine)) };
    });
  };
  return (row, labels, read) => ({
    ...row,
    labels: [...family.labels, ...labels],
    read(sample) {
      const containers = labelled.get(sample) ?? label(sample);
      labelled.set(sample, containers);
      const values: MetricValue[] = [];
      for (const { container, labelsWith } of containers)
        for (const { labels: own, value } of read(container, sample))
          values.push({ labels: labelsWith(own), value });
      return values;
    },
  });
}

/**
 * Adds labels to common ones, and gives one and the same object for the same labels: a container has
 * some fifty series under a handful of label sets, and a page writes out each set once.
 */
function labelJoiner(common: Labels): (own: Labels | undefined) => Labels {
  const joined = new Map<string, Labels>();
  return (own) => {
    if (own === undefined) return common;
    let key = '';
    for (const name in own) key += `${name}\0${own[name]}\0`;
    const known = joined.get(key);
    if (known !== undefined) return known;
    const labels = { ...common, ...own };
    joined.set(key, labels);
    return labels;
  };
}
