import { isLoopbackAddress } from '@m4max/service-kit';

/** How a server on TLS is met: the certificates of a folder, as Docker names its files. */
export type TlsFiles = {
  /** May hold ca.pem, and cert.pem with key.pem for a server that asks who calls. */
  readonly folder: string;
  /** The user named it, so that its ca.pem has to be there; else what the system trusts is trusted. */
  readonly isNamed: boolean;
  /** False where a context says SkipTLSVerify: whoever answers is believed. */
  readonly isVerified: boolean;
};

/** Where a Docker Engine may be. */
export type Address =
  | {
      readonly kind: 'socket';
      readonly path: string;
      /** It was looked for, not named: nobody misses it when another engine is there. */
      readonly isGuess?: boolean;
    }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'tls';
      readonly host: string;
      readonly port: number;
      readonly files: TlsFiles;
    }
  | { readonly kind: 'unusable'; readonly text: string; readonly reason: string };

export type UsableAddress = Exclude<Address, { kind: 'unusable' }>;

/** What Docker's variables or a context say of TLS. */
export type TlsSettings = {
  /** `tcp://` means TLS, whatever its port. */
  readonly isOn: boolean;
  readonly files: TlsFiles;
};

const PLAIN_PORT = 2375;
/** By Docker's convention nothing but TLS is spoken here. */
const TLS_PORT = 2376;

const EXPECTED = 'is no address: expected unix:///path, tcp://host:port or https://host:port';

/** One address as DOCKER_HOST and Docker's contexts write it. */
export function parseAddress(text: string, tls: TlsSettings): Address {
  const unusable = (reason: string): Address => ({
    kind: 'unusable',
    text: withoutPassword(text),
    reason,
  });
  const path = text.startsWith('unix://') ? text.slice('unix://'.length) : text;
  if (path.startsWith('/')) return { kind: 'socket', path };
  if (text.startsWith('ssh://'))
    return unusable('ssh is not spoken: forward the socket (ssh -L) and name it as unix://…');
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/.exec(text) ?? [];
  if (!['tcp', 'http', 'https'].includes(scheme)) return unusable(EXPECTED);
  let url: URL;
  try {
    url = new URL(`tcp://${rest}`); // As http(s) it would hide a port of 80 or 443.
  } catch {
    return unusable(EXPECTED);
  }
  if (url.hostname === '') return unusable(EXPECTED);
  if (!['', '/'].includes(url.pathname) || url.search !== '')
    return unusable('has a path, and an engine is asked at the top: name its host and port only');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? undefined : Number(url.port);
  const isTls = scheme === 'https' || (scheme === 'tcp' && (tls.isOn || port === TLS_PORT));
  return isTls
    ? { kind: 'tls', host, port: port ?? TLS_PORT, files: tls.files }
    : { kind: 'tcp', host, port: port ?? PLAIN_PORT };
}

/** How an address is shown, and told from others. */
export function addressText(address: Address): string {
  switch (address.kind) {
    case 'socket':
      return address.path;
    case 'tcp':
      return `tcp://${bracketed(address.host)}:${address.port}`;
    case 'tls':
      return `https://${bracketed(address.host)}:${address.port}`;
    case 'unusable':
      return address.text;
  }
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function withoutPassword(text: string): string {
  return text.replace(/:[^/:@]*@/, ':…@');
}

/** The machine at the other end of a network; undefined for this one. */
export function remoteHost(address: UsableAddress): string | undefined {
  if (address.kind === 'socket') return undefined;
  return isLoopbackAddress(address.host) ? undefined : address.host;
}
