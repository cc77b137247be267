import { expect, it } from '@jest/globals';
import { hostConfig, LATER, statsBody } from '../fixtures/stats-bodies.ts';
import { readingsOf } from './readings.ts';

const traffic = (received: number, sent: number) => ({
  rx_bytes: received,
  rx_packets: 2,
  rx_errors: 1,
  rx_dropped: 0,
  tx_bytes: sent,
  tx_packets: 2,
  tx_errors: 0,
  tx_dropped: 3,
});

it('sums the interfaces and keeps each of them', () => {
  const network = readingsOf({
    before: statsBody({ networks: { eth0: traffic(100, 10), eth1: traffic(50, 5) } }),
    now: statsBody({ read: LATER, networks: { eth0: traffic(300, 20), eth1: traffic(150, 5) } }),
    host: hostConfig({ NetworkMode: 'bridge' }),
  })?.network;
  expect(network).toMatchObject({
    receive_bytes_total: 450,
    transmit_bytes_total: 25,
    receive_bytes_per_second: 150,
    transmit_bytes_per_second: 5,
    errors_total: 2,
    dropped_total: 6,
  });
  expect(network?.interfaces?.map(({ name }) => name)).toEqual(['eth0', 'eth1']);
});

it.each([
  { title: 'network_mode none', host: { NetworkMode: 'none' }, networks: undefined },
  {
    title: 'the network of another container',
    host: { NetworkMode: 'container:abc' },
    networks: { eth0: traffic(1, 1) },
  },
  {
    title: 'an interface without a name',
    host: { NetworkMode: 'bridge' },
    networks: { '': traffic(1, 1) },
  },
])('nothing for $title', ({ host, networks }) => {
  const readings = readingsOf({
    before: undefined,
    now: statsBody({ networks }),
    host: hostConfig(host),
  });
  expect(readings?.network).toBeUndefined();
});

it('lists at most sixteen interfaces of hundreds, and sums all', () => {
  const entries = Array.from({ length: 300 }, (_, at) => [`veth${at}`, traffic(at, 1)]);
  const now = statsBody({ networks: Object.fromEntries(entries) });
  const network = readingsOf({ before: undefined, now, host: undefined })?.network;
  expect(network?.receive_bytes_total).toBe(44_850); // 299 × 300 ÷ 2
  expect(network?.interfaces).toHaveLength(16);
});
