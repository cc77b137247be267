import type { RequestHandler } from 'express';
import { Problem } from '../problem.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses writes that a browser sends on behalf of another site. Programs send neither header. */
export const sameSiteWrites: RequestHandler = (request, _response, next) => {
  if (READS.has(request.method)) return next();
  const site = request.headers['sec-fetch-site'];
  const { origin, host } = request.headers;
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && originHost(origin) !== host?.toLowerCase());
  if (!foreign) return next();
  throw new Problem(403, 'cross-site-write', 'Another site may not write here.');
};

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
