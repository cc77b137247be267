import type { Row } from './container-rows.ts';

/** Who talks to whom, of each kind as many as a sample may hold; containers of one name in two engines are told as one. */
export const linkMetrics: readonly Row[] = [
  {
    type: 'gauge',
    name: 'm4max_container_link',
    help: 'Always 1: two containers share a network (possible), or one was seen with a connection to a port of the other within five minutes (observed). Connections are sampled, so that short ones can be missed; bytes per link are not available.',
    unit: 'count',
    labels: ['from', 'to', 'port', 'kind'],
    read: ({ links }) =>
      links.map(({ from, to, port, kind }) => ({
        labels: { from, to, port: port === undefined ? '' : String(port), kind },
        value: 1,
      })),
  },
];
