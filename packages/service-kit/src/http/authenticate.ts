import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Problem } from '../problem.ts';
import type { FindIdentity, Identity, Scope } from './tokens.ts';

/** Who calls a service that asks for no token. */
const LOCAL: Identity = { name: 'local', scopes: ['read', 'push', 'ack', 'admin'] };
const identities = new WeakMap<Request, Identity>();

/** Whose token the request carries; `local` where no token is asked for. */
export function identityOf(request: Request): Identity {
  return identities.get(request) ?? LOCAL;
}

/** Which scope a request needs. */
export type ScopeOf = (method: string, path: string) => Scope;

export function authenticate(options: {
  readonly find: FindIdentity;
  readonly scopeOf: ScopeOf;
  readonly credentialOf: ((request: Request) => string | undefined) | undefined;
}): RequestHandler {
  const { find, scopeOf, credentialOf } = options;
  return (request, _response, next) => {
    const token = tokenIn(request.headers.authorization) ?? credentialOf?.(request);
    const identity = token === undefined ? undefined : find(token);
    if (identity === undefined)
      throw new Problem(
        401,
        'token-needed',
        token === undefined ? 'This service asks for a token.' : 'The token is not known here.',
        undefined,
        { 'www-authenticate': 'Bearer' },
      );
    const scope = scopeOf(request.method, request.path);
    if (!identity.scopes.includes(scope))
      throw new Problem(
        403,
        'scope-needed',
        `The token ${identity.name} lacks the scope ${scope}.`,
      );
    identities.set(request, identity);
    next();
  };
}

/** Twenty wrong tokens from one address in five minutes, then it has to wait. */
export function limitRefusals(): RequestHandler {
  return rateLimit({
    windowMs: 5 * 60_000,
    limit: 20,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
    handler: (_request, _response, next) =>
      next(new Problem(429, 'too-many-refusals', 'Too many wrong tokens: wait five minutes.')),
  });
}

/** A bearer token, or the password of basic credentials (amtool and Prometheus can send those). */
function tokenIn(header: string | undefined): string | undefined {
  const [scheme, value] = (header ?? '').split(' ', 2);
  if (value === undefined || value === '') return undefined;
  if (/^bearer$/i.test(scheme ?? '')) return value;
  if (!/^basic$/i.test(scheme ?? '')) return undefined;
  const credentials = Buffer.from(value, 'base64').toString('utf8');
  return credentials.slice(credentials.indexOf(':') + 1);
}
