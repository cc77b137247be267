import type { Container, ContainersSample } from '../../containers-sample.ts';
import { known } from '../values.ts';
import type { Row } from './container-rows.ts';
import { containerRows } from './container-rows.ts';

/** A metric of each container under `engine` and `name`: a name is unique in its engine only. */
export const ofContainers = containerRows({
  labels: ['engine', 'name'],
  labelsOf: ({ name }, engine) => ({ engine, name }),
  isShown: () => true,
});

/** A gauge of each container: `read` gives its value, or nothing where it is not known now. */
export function ofContainer(
  row: Pick<Row, 'name' | 'help' | 'unit'>,
  read: (container: Container, sample: ContainersSample) => number | undefined,
): Row {
  return ofContainers({ ...row, type: 'gauge' }, [], (container, sample) =>
    known(read(container, sample)),
  );
}
