import { createHash } from 'node:crypto';

/** The networks of the simulated platform, each with its own addresses. */
const networks = { edge: 20, engines: 21, data: 22 } as const;
export type Network = keyof typeof networks;

const PROJECT = 'nautilus';

/** As compose names it. */
export function networkName(network: Network): string {
  return `${PROJECT}_${network}`;
}

export function networkId(network: Network): string {
  return createHash('sha256').update(networkName(network)).digest('hex');
}

/** The engine's own address in it, from which a published port is reached. */
export function gatewayOf(network: Network): string {
  return `172.${networks[network]}.0.1`;
}

export const PREFIX = 16;

/** The address of the container of that index, counted from 0. */
export function addressIn(network: Network, index: number): string {
  return `172.${networks[network]}.0.${index + 2}`;
}

/** As the engine makes it of the address. */
export function macAddressOf(address: string): string {
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return `02:42:${bytes.join(':')}`;
}
