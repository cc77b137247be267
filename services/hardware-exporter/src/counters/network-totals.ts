/** What all network interfaces together did since the machine started. */
export type NetworkTotals = { readonly receiveBytes: number; readonly transmitBytes: number };

/** The loopback, and interfaces whose traffic passes through another one as well. */
const NOT_PHYSICAL = /^(?:lo|docker|br-|veth|virbr|cni|flannel|cali|tun|tap|wg|bond|dummy|ifb)/;

/** Sums `/proc/net/dev` over the machine's own interfaces; `undefined` when it has none. */
export function networkTotals(netDev: string): NetworkTotals | undefined {
  const rows = netDev.split('\n').flatMap((line) => {
    const [, name = '', figures = ''] = /^\s*([^:\s]+):(.*)$/.exec(line) ?? [];
    return name === '' || NOT_PHYSICAL.test(name) ? [] : [figures.trim().split(/\s+/).map(Number)];
  });
  if (rows.length === 0) return undefined;
  let receiveBytes = 0;
  let transmitBytes = 0;
  for (const row of rows) {
    receiveBytes += row[0] ?? 0;
    transmitBytes += row[8] ?? 0;
  }
  return { receiveBytes, transmitBytes };
}
