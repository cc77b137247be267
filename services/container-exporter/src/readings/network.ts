import type { Container } from '@m4max/contracts';
import type { StatsBody } from '../replies/stats-body.ts';
import { isWindows } from '../replies/stats-body.ts';
import { growth, perSecond } from './growth.ts';
import { knownOf } from './known-of.ts';

type Network = NonNullable<Container['network']>;

/** Sums over the interfaces of the container's network namespace; undefined when it has none of its own. */
export function networkReadings(reading: {
  readonly before: StatsBody | undefined;
  readonly now: StatsBody;
  readonly seconds: number | undefined;
}): Container['network'] {
  const interfaces = interfacesOf(reading.now);
  if (interfaces.length === 0) return undefined;
  const before = interfacesOf(reading.before);
  const rate = (counter: 'received' | 'transmitted') =>
    perSecond(grownOver(before, interfaces, counter), reading.seconds);
  return {
    receive_bytes_total: interfaces.reduce((total, it) => total + it.received, 0),
    transmit_bytes_total: interfaces.reduce((total, it) => total + it.transmitted, 0),
    ...knownOf({
      receive_bytes_per_second: rate('received'),
      transmit_bytes_per_second: rate('transmitted'),
      // Windows sends zeros here that nobody counted.
      errors_total: isWindows(reading.now)
        ? undefined
        : sumOf(interfaces, ['rx_errors', 'tx_errors']),
      dropped_total: sumOf(interfaces, ['rx_dropped', 'tx_dropped']),
    }),
    interfaces: interfaces.flatMap(described).slice(0, MAX_INTERFACES),
  };
}

/** A router may have hundreds, and each is ten series: the rest is only summed. */
const MAX_INTERFACES = 16;

type Counters = NonNullable<NonNullable<StatsBody['networks']>[string]>;
type Interface = {
  readonly name: string;
  readonly received: number;
  readonly transmitted: number;
  readonly counters: Counters;
};

/** An interface whose bytes or name are not known would stand there as one without traffic: it is left out. */
function interfacesOf(body: StatsBody | undefined): readonly Interface[] {
  return Object.entries(body?.networks ?? {}).flatMap(([name, counters]) =>
    name === '' || counters?.rx_bytes === undefined || counters.tx_bytes === undefined
      ? []
      : [{ name, received: counters.rx_bytes, transmitted: counters.tx_bytes, counters }],
  );
}

/** An interface with all its counters; one that lacks some is only in the sums. */
function described({ name, received, transmitted, counters }: Interface) {
  const { rx_packets, rx_errors, rx_dropped, tx_packets, tx_errors, tx_dropped } = counters;
  if (rx_packets === undefined || rx_errors === undefined || rx_dropped === undefined) return [];
  if (tx_packets === undefined || tx_errors === undefined || tx_dropped === undefined) return [];
  const described: NonNullable<Network['interfaces']>[number] = {
    name,
    receive_bytes_total: received,
    receive_packets_total: rx_packets,
    receive_errors_total: rx_errors,
    receive_dropped_total: rx_dropped,
    transmit_bytes_total: transmitted,
    transmit_packets_total: tx_packets,
    transmit_errors_total: tx_errors,
    transmit_dropped_total: tx_dropped,
  };
  return [described];
}

/** Undefined as soon as one interface does not tell. */
function sumOf(
  interfaces: readonly Interface[],
  names: readonly (keyof Counters)[],
): number | undefined {
  let total = 0;
  for (const { counters } of interfaces)
    for (const name of names) {
      const value = counters[name];
      if (value === undefined) return undefined;
      total += value;
    }
  return total;
}

/**
 * What all interfaces together grew by; undefined when one of them began anew, which the growth of
 * another could hide in a sum. A network joined in between counts from its beginning.
 */
function grownOver(
  before: readonly Interface[],
  now: readonly Interface[],
  counter: 'received' | 'transmitted',
): number | undefined {
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
