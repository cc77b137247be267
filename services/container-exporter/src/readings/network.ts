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
  const rate = (counter: Counter) =>
    perSecond(grownOver(before, interfaces, counter), reading.seconds);
  const receiveRate = rate('receive_bytes_total');
  const transmitRate = rate('transmit_bytes_total');
  return {
    receive_bytes_total: sum(interfaces, 'receive_bytes_total'),
    transmit_bytes_total: sum(interfaces, 'transmit_bytes_total'),
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

/** An interface whose bytes are not known would stand there as one without traffic: it is left out. */
function interfacesOf(body: StatsBody | undefined): Interfaces {
  return Object.entries(body?.networks ?? {}).flatMap(([name, it]) =>
    it?.rx_bytes === undefined || it.tx_bytes === undefined
      ? []
      : [
          {
            name,
            receive_bytes_total: it.rx_bytes,
            receive_packets_total: it.rx_packets ?? 0,
            receive_errors_total: it.rx_errors ?? 0,
            receive_dropped_total: it.rx_dropped ?? 0,
            transmit_bytes_total: it.tx_bytes,
            transmit_packets_total: it.tx_packets ?? 0,
            transmit_errors_total: it.tx_errors ?? 0,
            transmit_dropped_total: it.tx_dropped ?? 0,
          },
        ],
  );
}

type Counter = Exclude<keyof Interfaces[number], 'name'>;

function sum(interfaces: Interfaces, counter: Counter): number {
  return interfaces.reduce((total, it) => total + it[counter], 0);
}

/**
 * What all interfaces together grew by; undefined when one of them began anew, which the growth of
 * another could hide in a sum. A network joined in between counts from its beginning.
 */
function grownOver(before: Interfaces, now: Interfaces, counter: Counter): number | undefined {
  if (before.length === 0) return undefined;
  const known = new Map(before.map((it) => [it.name, it[counter]]));
  let total = 0;
  for (const it of now) {
    const grown = growth(known.get(it.name) ?? 0, it[counter]);
    if (grown === undefined) return undefined;
    total += grown;
  }
  return total;
}
