import { readFile } from 'node:fs/promises';
import type { HardwareSample } from '@m4max/contracts';
import { networkStats } from 'systeminformation';
import type { NetworkTotals } from '../counters/network-totals.ts';
import { networkTotals } from '../counters/network-totals.ts';
import type { Answer } from './probe.ts';
import { rateReader } from './rate-reader.ts';

type Network = NonNullable<HardwareSample['network']>;

/** Reads what all network interfaces together carry. */
export function networkReader(
  platform: NodeJS.Platform,
): (nowSeconds: number) => Promise<Answer<Network>> {
  const read = rateReader({
    totals: platform === 'linux' ? fromKernel : fromLibrary,
    nothing: 'the machine has no network interface',
  });
  return async (nowSeconds) => {
    const answer = await read(nowSeconds);
    if (answer.kind === 'none') return answer;
    const { receiveBytes, transmitBytes } = answer.value;
    return {
      kind: 'value',
      value: { receive_bytes_per_second: receiveBytes, transmit_bytes_per_second: transmitBytes },
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
