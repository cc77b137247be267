import { gatewayEndpoints } from '@m4max/contracts';
import type { Scope } from '@m4max/service-kit';

const patterns = gatewayEndpoints.map(({ method, path, scope }) => ({
  method: method.toUpperCase(),
  pattern: patternOf(path),
  scope,
}));

/** What a token must allow for this request. Pages and files that are no endpoint are read; other writes need `admin`. */
export function endpointScope(method: string, path: string): Scope {
  const asked = method === 'HEAD' ? 'GET' : method;
  const found = patterns.find((it) => it.method === asked && it.pattern.test(path));
  if (found !== undefined) return found.scope === 'none' ? 'read' : found.scope;
  return asked === 'GET' || asked === 'OPTIONS' ? 'read' : 'admin';
}

function patternOf(path: string): RegExp {
  const source = path.replace('{rest}', '.+').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${source}/?$`, 'i'); // Express, too, minds neither case nor a last slash.
}
