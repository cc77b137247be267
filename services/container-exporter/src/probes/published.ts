/** A port of a container as it is published outside. */
export type Binding = { readonly HostIp: string; readonly HostPort: string };

/** The binding that is easiest to reach; an empty port and 0 are no port yet. */
export function bestBinding(bindings: readonly Binding[]): Binding | undefined {
  const usable = bindings.filter(({ HostPort }) => isPort(HostPort));
  return usable.sort((one, other) => rank(one.HostIp) - rank(other.HostIp))[0];
}

/** Every address of the machine; Docker writes it in these ways. */
export function isWildcard(address: string): boolean {
  return ['', '0.0.0.0', '::'].includes(address);
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** From 1 to 65535, in digits alone. */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** IPv4 before IPv6, which is often announced and not there; one address of a network last. */
function rank(address: string): number {
  if (address === '::' || address === '::1') return 2;
  if (isWildcard(address)) return 0;
  return isLoopback(address) ? 1 : 3;
}
