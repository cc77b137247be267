import { isPort } from './published.ts';

/** How a container that is no trading engine asks to be asked. */
export type Wish =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'ask';
      readonly scheme: 'http' | 'https';
      readonly port: number;
      readonly path: string;
    }
  | { readonly kind: 'wrong'; readonly reason: string };

const PREFIX = 'm4max.probe.';
const KNOWN = ['port', 'path', 'scheme'];

/** The labels `m4max.probe.port`, `.path` (`/health` by default) and `.scheme`. Their values are not repeated. */
export function wishOf(labels: Readonly<Record<string, string>>): Wish {
  const names = Object.keys(labels).filter((name) => name.startsWith(PREFIX));
  if (names.length === 0) return { kind: 'none' };
  const unknown = names.map((name) => name.slice(PREFIX.length)).find((it) => !KNOWN.includes(it));
  if (unknown !== undefined)
    return wrong(
      `its label ${PREFIX}${unknown.slice(0, 64)} is not known: there are port, path and scheme`,
    );
  const {
    port,
    path = '/health',
    scheme = 'http',
  } = Object.fromEntries(names.map((name) => [name.slice(PREFIX.length), labels[name]]));
  if (port === undefined) return wrong(`it needs the label ${PREFIX}port too`);
  if (!isPort(port)) return wrong(`its label ${PREFIX}port is no port: expected 1 to 65535`);
  if (!/^\/[!-~]{0,255}$/.test(path))
    return wrong(
      `its label ${PREFIX}path is no path: expected one that begins with / and holds no spaces`,
    );
  if (scheme !== 'http' && scheme !== 'https')
    return wrong(`its label ${PREFIX}scheme is neither http nor https`);
  return { kind: 'ask', scheme, port: Number(port), path };
}

function wrong(reason: string): Wish {
  return { kind: 'wrong', reason };
}
