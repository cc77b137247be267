import type { Row } from './container-rows.ts';
import { machineRows } from './docker-engines.ts';

/** The machine behind each engine, which is its virtual machine on a Mac, and whether it was read. */
export const cadvisorMachineRows: readonly Row[] = [
  ...machineRows({ cpus: 'machine_cpu_cores', memory: 'machine_memory_bytes' }),
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
