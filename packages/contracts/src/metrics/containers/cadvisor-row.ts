import type { Container, ContainersSample } from '../../containers-sample.ts';
import type { MetricRow, MetricValue } from '../metric-row.ts';
import { labelJoiner } from './label-joiner.ts';
import { oncePerSample } from './once-per-sample.ts';

export type Row = MetricRow<ContainersSample>;
export type Kind = Pick<Row, 'type' | 'unit'>;

export const seconds: Kind = { type: 'counter', unit: 'seconds' };
export const times: Kind = { type: 'counter', unit: 'count' };
export const bytesTotal: Kind = { type: 'counter', unit: 'bytes' };
export const bytes: Kind = { type: 'gauge', unit: 'bytes' };
export const count: Kind = { type: 'gauge', unit: 'count' };
export const moment: Kind = { type: 'gauge', unit: 'seconds' };

/**
 * cAdvisor's labels and `engine`: two engines may each have a container of one name. Compose's
 * labels are the only ones shipped: every further one multiplies the series.
 */
const identity = [
  'engine',
  'id',
  'name',
  'image',
  'container_label_com_docker_compose_project',
  'container_label_com_docker_compose_service',
];

/** A metric of each container that runs, under cAdvisor's labels and its own. */
export function row(
  kind: Kind,
  name: string,
  help: string,
  labels: readonly string[],
  read: (container: Container, sample: ContainersSample) => readonly MetricValue[],
): Row {
  return {
    ...kind,
    name,
    help,
    labels: [...identity, ...labels],
    read: (sample) =>
      shownIn(sample).flatMap(({ container, labelsWith }) =>
        read(container, sample).map(({ labels, value }) => ({ labels: labelsWith(labels), value })),
      ),
  };
}

/**
 * As with cAdvisor only a container that has a cgroup has series: one that runs or is paused. What
 * was not renewed in a round is left out, as nobody could tell it from what is.
 */
const shownIn = oncePerSample(({ engines, containers }) => {
  const names = new Map(engines.map(({ id, name }) => [id, name]));
  return containers
    .filter(({ state, stale }) => (state === 'running' || state === 'paused') && stale !== true)
    .map((container) => {
      const engine = names.get(container.engine_id) ?? container.engine_id;
      return { container, labelsWith: labelJoiner(identityOf(container, engine)) };
    });
});

function identityOf(
  { id, name, image, labels }: Container,
  engine: string,
): Record<string, string> {
  return {
    engine,
    id: `/docker/${id}`,
    name,
    image,
    container_label_com_docker_compose_project: labels['com.docker.compose.project'] ?? '',
    container_label_com_docker_compose_service: labels['com.docker.compose.service'] ?? '',
  };
}
