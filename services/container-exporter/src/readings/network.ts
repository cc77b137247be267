import type { Container } from '@m4max/contracts';
import type { StatsBody } from '../replies/stats-body.ts';
import { growth, perSecond } from './growth.ts';

type Interfaces = NonNullable<NonNullable<Container['network']>['interfaces']>;

/** Sums over the interfaces of the container's network namespace; undefined when it has none of its own. */
export function networkReadings(reading: {
  readonly before: StatsBody | undefined;
  readonly now: StatsBody;
  readonly seconds: number | undefined;
}): Container['network'] {
  const interfaces = interfacesOf(reading.now);
  if (interfaces.length === 0) return undefined;
  const before = interfacesOf(reading.before);
  const received = sum(interfaces, 'receive_bytes_total');
  const transmitted = sum(interfaces, 'transmit_bytes_total');
  const receiveRate = rate(before, 'receive_bytes_total', received, reading.seconds);
  const transmitRate = rate(before, 'transmit_bytes_total', transmitted, reading.seconds);
  return {
    receive_bytes_total: received,
    transmit_bytes_total: transmitted,
    ...(receiveRate === undefined ? {} : { receive_bytes_per_second: receiveRate }),
    ...(transmitRate === undefined ? {} : { transmit_bytes_per_second: transmitRate }),
    errors_total:
      sum(interfaces, 'receive_errors_total') + sum(interfaces, 'transmit_errors_total'),
    dropped_total:
      sum(interfaces, 'receive_dropped_total') + sum(interfaces, 'transmit_dropped_total'),
    interfaces: interfaces.slice(0, MAX_INTERFACES),
  };
}

/** A router may have hundreds, and each is ten series: the rest is only summed. */
const MAX_INTERFACES = 16;

function interfacesOf(body: StatsBody | undefined): Interfaces {
  return Object.entries(body?.networks ?? {}).map(([name, it]) => ({
    name,
    receive_bytes_total: it.rx_bytes ?? 0,
    receive_packets_total: it.rx_packets ?? 0,
    receive_errors_total: it.rx_errors ?? 0,
    receive_dropped_total: it.rx_dropped ?? 0,
    transmit_bytes_total: it.tx_bytes ?? 0,
    transmit_packets_total: it.tx_packets ?? 0,
    transmit_errors_total: it.tx_errors ?? 0,
    transmit_dropped_total: it.tx_dropped ?? 0,
  }));
}

type Counter = Exclude<keyof Interfaces[number], 'name'>;

function sum(interfaces: Interfaces, counter: Counter): number {
  return interfaces.reduce((total, it) => total + it[counter], 0);
}

function rate(
  before: Interfaces,
  counter: Counter,
  now: number,
  seconds: number | undefined,
): number | undefined {
  const known = before.length === 0 ? undefined : sum(before, counter);
  return perSecond(growth(known, now), seconds);
}
