import { expect, it } from '@jest/globals';
import { networkTotals } from './network-totals.ts';

const head = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0
`;

it('sums the own interfaces, neither the loopback nor those of containers', () => {
  const page = `${head}  eth0: 100 1 0 0 0 0 0 0 10 1 0 0 0 0 0 0
 wlan0:200 1 0 0 0 0 0 0 20 1 0 0 0 0 0 0
docker0: 5000 1 0 0 0 0 0 0 5000 1 0 0 0 0 0 0
veth12a: 5000 1 0 0 0 0 0 0 5000 1 0 0 0 0 0 0
`;
  expect(networkTotals(page)).toEqual({ receiveBytes: 300, transmitBytes: 30 });
});

it('finds none on a machine with nothing but the loopback', () => {
  expect(networkTotals(head)).toBeUndefined();
});
