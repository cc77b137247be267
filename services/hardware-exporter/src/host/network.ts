import { readFile } from 'node:fs/promises';
import type { HardwareSample } from '@m4max/contracts';
import { networkStats } from 'systeminformation';
import type { NetworkTotals } from '../counters/network-totals.ts';
import { networkTotals } from '../counters/network-totals.ts';
import { ratePerSecond } from '../counters/rate.ts';
import type { Answer } from './probe.ts';

type Network = NonNullable<HardwareSample['network']>;

/** Asks for the interfaces' counters and gives their growth since the question before. */
export function networkReader(
  platform: NodeJS.Platform,
): (nowSeconds: number) => Promise<Answer<Network>> {
  const totals = platform === 'linux' ? fromKernel : fromLibrary;
  let before: { readonly totals: NetworkTotals; readonly atSeconds: number } | undefined;
  return async (nowSeconds) => {
    const now = await totals();
    if (now === undefined) return { kind: 'none', reason: 'the machine has no network interface' };
    const earlier = before;
    before = { totals: now, atSeconds: nowSeconds };
    const rate = (counter: keyof NetworkTotals) =>
      ratePerSecond(earlier && { value: earlier.totals[counter], atSeconds: earlier.atSeconds }, {
        value: now[counter],
        atSeconds: nowSeconds,
      });
    const received = rate('receiveBytes');
    const sent = rate('transmitBytes');
    if (received === undefined || sent === undefined)
      return { kind: 'none', reason: 'a rate needs two readings of the counters' };
    return {
      kind: 'value',
      value: { receive_bytes_per_second: received, transmit_bytes_per_second: sent },
    };
  };
}

async function fromKernel(): Promise<NetworkTotals | undefined> {
  return networkTotals(await readFile('/proc/net/dev', 'utf8'));
}

/** A Mac is asked for the interface of its default route only: each one costs a process. */
async function fromLibrary(): Promise<NetworkTotals | undefined> {
  const [statistics] = await networkStats();
  return statistics && { receiveBytes: statistics.rx_bytes, transmitBytes: statistics.tx_bytes };
}
