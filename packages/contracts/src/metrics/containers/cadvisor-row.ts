import type { Container, ContainersSample } from '../../containers-sample.ts';
import type { MetricRow, MetricValue } from '../metric-row.ts';

export type Row = MetricRow<ContainersSample>;
export type Kind = Pick<Row, 'type' | 'unit'>;

/** Compose's labels are the only ones shipped: every further one multiplies the series. */
const identity = [
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
      sample.containers
        .filter(({ state, stale }) => (state === 'running' || state === 'paused') && !stale)
        .flatMap((container) =>
          read(container, sample).map(({ labels: own, value }) => ({
            labels: { ...identityOf(container), ...own },
            value,
          })),
        ),
  };
}

function identityOf({ id, name, image, labels }: Container): Readonly<Record<string, string>> {
  return {
    id: `/docker/${id}`,
    name,
    image,
    container_label_com_docker_compose_project: labels['com.docker.compose.project'] ?? '',
    container_label_com_docker_compose_service: labels['com.docker.compose.service'] ?? '',
  };
}
