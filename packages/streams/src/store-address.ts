/** Where a store is, and how to be let in. */
export type StoreAddress = {
  readonly username?: string;
  readonly password?: string;
  /** For logs: never holds a password. */
  readonly shown: string;
} & (
  | { readonly kind: 'single'; readonly node: Node; readonly db: number; readonly tls: boolean }
  | { readonly kind: 'sentinel'; readonly sentinels: readonly Node[]; readonly master: string }
  | { readonly kind: 'cluster'; readonly nodes: readonly Node[] }
);

type Node = { readonly host: string; readonly port: number };

const REDIS_PORT = 6379;
const SENTINEL_PORT = 26_379;
const shape = /^([a-z-]+):\/\/(?:([^@/]*)@)?([^/?#]+)(?:\/([^?#]*))?$/;

const USAGE =
  'the store address must be redis://host:port, rediss://host:port, redis-sentinel://host:port,host:port/master or redis-cluster://host:port,host:port; write special characters of a password as %XX';

/** Messages never quote the address itself, because a password may stand in it. */
export function parseStoreAddress(url: string): StoreAddress {
  const [, scheme = '', credentials = '', hosts = '', path = ''] = shape.exec(url) ?? [];
  if (path.includes('@')) throw new Error(USAGE); // A slash in the password: what looks like hosts is a part of it.
  const shown = `${scheme}://${hosts}${path === '' ? '' : `/${path}`}`;
  const common = { ...parseCredentials(credentials), shown };
  switch (scheme) {
    case 'redis':
    case 'rediss': {
      const node = parseNode(hosts, REDIS_PORT);
      return { ...common, kind: 'single', node, db: parseDatabase(path), tls: scheme === 'rediss' };
    }
    case 'redis-sentinel': {
      if (path === '')
        throw new Error(`${shown}: name the master after the hosts, as in /mymaster`);
      return { ...common, kind: 'sentinel', sentinels: nodes(hosts, SENTINEL_PORT), master: path };
    }
    case 'redis-cluster':
      return { ...common, kind: 'cluster', nodes: nodes(hosts, REDIS_PORT) };
    default:
      throw new Error(USAGE);
  }
}

function parseCredentials(text: string): { username?: string; password?: string } {
  if (text === '') return {};
  const colon = text.indexOf(':');
  const username = unescaped(colon === -1 ? text : text.slice(0, colon));
  const password = colon === -1 ? '' : unescaped(text.slice(colon + 1));
  return {
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
  };
}

function nodes(hosts: string, byDefault: number): readonly Node[] {
  return hosts.split(',').map((host) => parseNode(host.trim(), byDefault));
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error(USAGE);
  }
}

/** `host`, `host:port` or `[IPv6]:port`. */
function parseNode(text: string, byDefault: number): Node {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? byDefault : Number(digits);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new Error(`a host of the store address cannot be read: ${USAGE}`);
  }
  return { host, port };
}

function parseDatabase(path: string): number {
  if (path === '') return 0;
  if (!/^\d{1,3}$/.test(path)) throw new Error(`"${path}" is no database number`);
  return Number(path);
}
