/** Where a Docker Engine may be. */
export type Address =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unusable'; readonly text: string; readonly reason: string };

const DEFAULT_PORT = 2375;

/** One address as DOCKER_HOST and Docker's contexts write it. */
export function parseAddress(text: string): Address {
  if (text.startsWith('unix://')) return { kind: 'socket', path: text.slice('unix://'.length) };
  if (text.startsWith('/')) return { kind: 'socket', path: text };
  const unusable = (reason: string): Address => ({ kind: 'unusable', text, reason });
  if (text.startsWith('ssh://'))
    return unusable('ssh is not spoken: forward the socket (ssh -L) and name it as unix://…');
  let url: URL;
  try {
    url = new URL(text.includes('://') ? text : `tcp://${text}`);
  } catch {
    return unusable('is no address: expected unix:///path or tcp://host:port');
  }
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  if (!['tcp:', 'http:'].includes(url.protocol) || url.hostname === '')
    return unusable('is no address: expected unix:///path or tcp://host:port');
  if (port === 2376)
    return unusable('speaks TLS, which is not supported: name a socket, or a socket proxy');
  return { kind: 'tcp', host: url.hostname, port };
}

/** How an address is shown, and told from others. */
export function addressText(address: Address): string {
  switch (address.kind) {
    case 'socket':
      return address.path;
    case 'tcp':
      return `tcp://${address.host}:${address.port}`;
    case 'unusable':
      return address.text;
  }
}
