import { OUTSIDE } from '@m4max/contracts';
import type { Owner } from './address-book.ts';
import { isEveryAddress } from './addresses.ts';
import { listeningSide } from './listening-side.ts';
import type { End, Socket } from './sockets.ts';

/** A connection by its names: `from` opened it, `to` listens on `port`. */
export type SeenLink = {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly seenAt: Date;
};

/** The sockets of one container, which are those of its network namespace. */
export type Table = {
  readonly name: string;
  readonly at: Date;
  readonly sockets: readonly Socket[];
};

/** Who is connected with whom on one engine; both ends of a connection, and all connections to one port, are one link. */
export function seenLinks(
  tables: readonly Table[],
  ownerOf: (address: string) => Owner,
): readonly SeenLink[] {
  const listening = new Map(tables.map(({ name, sockets }) => [name, listenersOf(sockets)]));
  const isListening = (name: string, { address, port }: End) => {
    const listeners = listening.get(name);
    return listeners && (listeners.has(`* ${port}`) || listeners.has(`${address} ${port}`));
  };
  const links = new Map<string, SeenLink>();

  for (const { name, at: seenAt, sockets } of tables) {
    for (const { state, local, remote } of sockets) {
      if (state === 'listening') continue;
      const owner = ownerOf(remote.address);
      if (owner.kind === 'unknown') continue;
      if (owner.kind === 'container' && owner.since > openBefore(state, seenAt)) continue;
      const other = owner.kind === 'outside' ? OUTSIDE : owner.name;
      if (other === name) continue; // It calls itself under its own address.
      const here = { port: local.port, isListening: isListening(name, local) };
      const there = { port: remote.port, isListening: isListening(other, remote) };
      const side = listeningSide(here, there);
      if (side === undefined) continue;
      const link =
        side === 'local'
          ? { from: other, to: name, port: local.port, seenAt }
          : { from: name, to: other, port: remote.port, seenAt };
      links.set(linkKey(link), link);
    }
  }
  return [...links.values()];
}

/** The kernel lists a connection for so long after its end (TIME_WAIT). */
const CLOSED_SECONDS = 60;

/** A connection was open at that moment, or maybe only before it: who has the address since later was not in it. */
function openBefore(state: 'open' | 'closed', seenAt: Date): Date {
  return new Date(seenAt.getTime() - (state === 'closed' ? CLOSED_SECONDS * 1000 : 0));
}

/** What makes two sightings one link. */
export function linkKey({ from, to, port }: Omit<SeenLink, 'seenAt'>): string {
  return `${from} ${to} ${port}`;
}

function listenersOf(sockets: readonly Socket[]): ReadonlySet<string> {
  return new Set(
    sockets
      .filter(({ state }) => state === 'listening')
      .map(({ local: { address, port } }) => `${isEveryAddress(address) ? '*' : address} ${port}`),
  );
}
