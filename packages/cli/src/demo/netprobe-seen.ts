import { addressIn, gatewayOf } from './docker-networks.ts';
import type { Plan } from './docker-platform.ts';
import { platform } from './docker-platform.ts';
import { idOf, isPidOf } from './docker-simulated.ts';
import { ENTRANCE, exchange, listeningPort, talks } from './docker-talks.ts';

/** One end of a connection. */
type End = { readonly address: string; readonly port: number };

const LISTEN = '0A';
const ESTABLISHED = '01';
const ANY: End = { address: '0.0.0.0', port: 0 };

/** As many as the real sidecar looks at. */
const MAX_WANTED = 512;

/**
 * What a netprobe sidecar sees of the simulated platform: for each process that the exporter wants,
 * the connections to all others that it wants, as the kernel's tables print them.
 */
export function seenText(
  wanted: string,
  round: { readonly beat: string; readonly pauseSeconds: number },
): string {
  const requests = wanted
    .split('\n')
    .flatMap((line) => {
      const [, pid, id] = /^(\d{1,10}) ([0-9a-f]{64})$/.exec(line) ?? [];
      return pid === undefined || id === undefined ? [] : [{ pid, id, index: indexOf(pid, id) }];
    })
    .slice(0, MAX_WANTED);
  const there = requests.flatMap(({ index }) => (index === undefined ? [] : [index]));
  const parts = requests.map(({ pid, id, index }) =>
    index === undefined
      ? `absent ${pid} ${id}`
      : [`container ${pid} ${id}`, ...tableOf(index, there)].join('\n'),
  );
  return [
    `m4max-netprobe 1 ${round.beat}`,
    ...parts,
    `end ${requests.length} ${round.pauseSeconds}`,
    '',
  ].join('\n');
}

function indexOf(pid: string, id: string): number | undefined {
  const index = platform.findIndex(({ name }) => idOf(name) === id);
  return index >= 0 && isPidOf(index, Number(pid)) ? index : undefined;
}

/** The lines of a container's table: number, this end, the other end, state. */
function tableOf(index: number, there: readonly number[]): readonly string[] {
  const plan = platform[index];
  if (plan === undefined) return [];
  const port = listeningPort(plan.name);
  const rows = [
    { local: { address: '127.0.0.11', port: 40_000 + index }, remote: ANY, state: LISTEN }, // Docker's name server.
    ...(port === undefined ? [] : [{ local: { ...ANY, port }, remote: ANY, state: LISTEN }]),
    ...connectionsOf(plan, index, there).map((it) => ({ ...it, state: ESTABLISHED })),
  ];
  return rows.map(
    ({ local, remote, state }, row) => `${row}: ${inHex(local)} ${inHex(remote)} ${state}`,
  );
}

function connectionsOf(plan: Plan, index: number, there: readonly number[]) {
  const indexOfName = (name: string) => there.find((it) => platform[it]?.name === name);
  const inside = talks.flatMap(({ from, to, port }) => {
    if (from !== plan.name && to !== plan.name) return [];
    const [source, target] = [indexOfName(from), indexOfName(to)];
    const both = source !== undefined && target !== undefined && ends(source, target, port);
    if (!both) return [];
    const [local, remote] = from === plan.name ? [both.from, both.to] : [both.to, both.from];
    return [{ local, remote }];
  });
  return [...inside, ...withOutside(plan, index)];
}

/** The two ends of the connection between two containers, on the first network that they share. */
function ends(from: number, to: number, port: number): { from: End; to: End } | undefined {
  const network = platform[from]?.networks.find((it) => platform[to]?.networks.includes(it));
  if (network === undefined) return undefined;
  return {
    from: { address: addressIn(network, from), port: givenPort(from, to) },
    to: { address: addressIn(network, to), port },
  };
}

function withOutside({ name, networks: [network] }: Plan, index: number) {
  if (network === undefined) return [];
  const own = addressIn(network, index);
  if (name === exchange.by)
    return [{ local: { address: own, port: givenPort(index, 0) }, remote: exchange }];
  if (name === ENTRANCE)
    return [
      {
        local: { address: own, port: listeningPort(name) ?? 0 },
        remote: { address: gatewayOf(network), port: givenPort(0, index) },
      },
    ];
  return [];
}

/** From the kernel's own range, another one for each pair. */
function givenPort(from: number, to: number): number {
  return 33_000 + from * 100 + to;
}

/** As the kernel prints an end: the address as a little-endian number, then the port. */
function inHex({ address, port }: End): string {
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return `${bytes.reverse().join('')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
}
