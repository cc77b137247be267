import { known } from '../values.ts';
import type { Row } from './container-rows.ts';

/** The engines themselves, and the machines behind them. */
export const dockerEngineMetrics: readonly Row[] = [
  {
    type: 'gauge',
    name: 'm4max_docker_engine_up',
    help: '1 when the Docker Engine answers, 0 when it did and no longer does.',
    unit: 'count',
    labels: ['engine'],
    read: ({ engines }) =>
      engines.map(({ name, up }) => ({ labels: { engine: name }, value: up ? 1 : 0 })),
  },
  {
    type: 'gauge',
    name: 'm4max_docker_engine_info',
    help: 'Version of the Docker Engine; always 1.',
    unit: 'count',
    labels: ['engine', 'version', 'api_version'],
    read: ({ engines }) =>
      engines.map(({ name, version = '', api_version = '' }) => ({
        labels: { engine: name, version, api_version },
        value: 1,
      })),
  },
  ...machineRows({ cpus: 'm4max_docker_engine_cpus', memory: 'm4max_docker_engine_memory_bytes' }),
];

/** The size of the machine behind each engine, under these names. */
export function machineRows(names: {
  readonly cpus: string;
  readonly memory: string;
}): readonly Row[] {
  return [
    {
      type: 'gauge',
      name: names.cpus,
      help: 'Processors of the machine that runs the engine; on a Mac that is its virtual machine.',
      unit: 'count',
      labels: ['engine'],
      read: ({ engines }) => engines.flatMap(({ name, cpus }) => known(cpus, { engine: name })),
    },
    {
      type: 'gauge',
      name: names.memory,
      help: 'Memory of the machine that runs the engine; on a Mac that is its virtual machine.',
      unit: 'bytes',
      labels: ['engine'],
      read: ({ engines }) =>
        engines.flatMap(({ name, memory_bytes }) => known(memory_bytes, { engine: name })),
    },
  ];
}
