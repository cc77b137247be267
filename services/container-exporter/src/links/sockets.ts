import { isLoopback, kernelAddress } from './addresses.ts';

/** One end of a connection. */
export type End = { readonly address: string; readonly port: number };

/** A line of `/proc/<pid>/net/tcp` that tells of another machine. */
export type Socket = {
  /** `closed` is TIME_WAIT: the connection is over, and listed for 60 s by the side that ended it. */
  readonly state: 'listening' | 'open' | 'closed';
  readonly local: End;
  readonly remote: End;
};

const STATES: Readonly<Record<string, Socket['state']>> = {
  '01': 'open',
  '06': 'closed',
  '0A': 'listening',
};

const END = '([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})';
const LINE = new RegExp(`^\\s*\\d+:\\s+${END}\\s+${END}\\s+([0-9A-F]{2})(?:\\s|$)`);

/** The sockets of a table, or of several one after another. What is not such a line is passed over. */
export function readSockets(text: string): readonly Socket[] {
  return text.split('\n').flatMap((line) => {
    const [, localHex = '', localPort = '', remoteHex = '', remotePort = '', code = ''] =
      LINE.exec(line) ?? [];
    const state = STATES[code];
    if (state === undefined) return [];
    const local = kernelAddress(localHex);
    const remote = kernelAddress(remoteHex);
    if (isLoopback(local) || isLoopback(remote)) return [];
    return [
      {
        state,
        local: { address: local, port: Number.parseInt(localPort, 16) },
        remote: { address: remote, port: Number.parseInt(remotePort, 16) },
      },
    ];
  });
}
