import { known } from '../values.ts';
import type { Row } from './container-rows.ts';

/** The machine behind each engine, which is its virtual machine on a Mac, and whether it was read. */
export const cadvisorMachineRows: readonly Row[] = [
  {
    type: 'gauge',
    name: 'machine_cpu_cores',
    help: 'Processors of the machine that runs the engine; on a Mac that is its virtual machine.',
    unit: 'count',
    labels: ['engine'],
    read: ({ engines }) => engines.flatMap(({ name, cpus }) => known(cpus, { engine: name })),
  },
  {
    type: 'gauge',
    name: 'machine_memory_bytes',
    help: 'Memory of the machine that runs the engine; on a Mac that is its virtual machine.',
    unit: 'bytes',
    labels: ['engine'],
    read: ({ engines }) =>
      engines.flatMap(({ name, memory_bytes }) => known(memory_bytes, { engine: name })),
  },
  {
    type: 'gauge',
    name: 'container_scrape_error',
    help: '1 when the engine, or one of its containers, could not be read in this round, else 0.',
    unit: 'count',
    labels: ['engine'],
    read({ engines, containers }) {
      const unread = new Set(
        containers.filter(({ stale }) => stale === true).map(({ engine_id }) => engine_id),
      );
      return engines.map(({ id, name, up }) => ({
        labels: { engine: name },
        value: up && !unread.has(id) ? 0 : 1,
      }));
    },
  },
];
