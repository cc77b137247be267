import type { Container, ContainersSample } from '../../containers-sample.ts';
import { known } from '../values.ts';
import type { Row } from './container-rows.ts';
import { containerRows } from './container-rows.ts';

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

/**
 * As with cAdvisor only a container that has a cgroup has series: one that runs or is paused. What
 * was not renewed in a round is left out, as nobody could tell it from what is.
 */
const ofShown = containerRows({
  labels: identity,
  labelsOf: identityOf,
  isShown: ({ state, stale }) => (state === 'running' || state === 'paused') && stale !== true,
});

/**
 * A metric of each container that runs, under cAdvisor's labels: `read` gives its value, or nothing
 * where it is not known.
 */
export function row(
  kind: Kind,
  name: string,
  help: string,
  read: (container: Container, sample: ContainersSample) => number | undefined,
): Row {
  return labelledRow(kind, name, help, [], (container, sample) => known(read(container, sample)));
}

/** The same under labels of its own too. */
export function labelledRow(
  kind: Kind,
  name: string,
  help: string,
  labels: readonly string[],
  read: Parameters<typeof ofShown>[2],
): Row {
  return ofShown({ ...kind, name, help }, labels, read);
}

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
