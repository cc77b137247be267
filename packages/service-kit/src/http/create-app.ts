import { randomUUID } from 'node:crypto';
import type { Express, Request, RequestHandler } from 'express';
import express from 'express';
import helmet from 'helmet';
import type { Registry } from '../metrics/registry.ts';
import type { Context } from '../part.ts';
import type { ServiceConfig } from '../service-environment.ts';
import type { ScopeOf } from './authenticate.ts';
import { authenticate, limitRefusals } from './authenticate.ts';
import { healthPaths } from './health-paths.ts';
import { jsonBody } from './json-body.ts';
import { notFound, replyWithProblem } from './reply-with-problem.ts';
import { sameSiteWrites } from './same-site-writes.ts';
import { readTokens } from './tokens.ts';
import { trustedHost } from './trusted-host.ts';

/** Every service's HTTP side: trust first, then health and metrics, then its own routes, errors last. */
export function createApp(options: {
  readonly context: Context<ServiceConfig>;
  readonly registry: Registry;
  readonly routes?: (app: Express) => void;
  /** By default reading needs `read` and everything else `admin`. */
  readonly scopeOf?: ScopeOf;
  /** Path prefixes whose bodies are left alone, for proxies and line formats. */
  readonly rawPaths?: readonly string[];
  /** Paths that answer without a token: a login page has to. */
  readonly openPaths?: readonly string[];
  /** A token kept somewhere else than in the Authorization header. */
  readonly credentialOf?: (request: Request) => string | undefined;
}): Express {
  const { context, registry, rawPaths = [], openPaths = [] } = options;
  const { config } = context;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(
    named,
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: contentSecurity },
      strictTransportSecurity: false, // Served in clear on loopback.
    }),
    trustedHost(config.ALLOWED_HOSTS),
    sameSiteWrites,
    healthPaths(context),
  );
  if (config.API_TOKENS_FILE !== undefined) {
    const check = authenticate({
      find: readTokens(config.API_TOKENS_FILE),
      scopeOf: options.scopeOf ?? readOrAdmin,
      credentialOf: options.credentialOf,
    });
    const limit = limitRefusals();
    app.use((request, response, next) => {
      if (openPaths.includes(request.path)) return next();
      void limit(request, response, (error?: unknown) => {
        if (error !== undefined) return next(error);
        check(request, response, next);
      });
    });
  }
  app.get('/metrics', metricsPage(registry));
  app.use(...jsonBody((path) => rawPaths.some((prefix) => path.startsWith(prefix))));
  options.routes?.(app);
  app.use(notFound, replyWithProblem(context.log));
  return app;
}

const contentSecurity = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  formAction: ["'self'"],
};

const readOrAdmin: ScopeOf = (method) => (method === 'GET' || method === 'HEAD' ? 'read' : 'admin');

/** Takes the caller's request id where it is a plain one, and makes one otherwise. */
const named: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id');
  const id = given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
  response.setHeader('x-request-id', id);
  response.setHeader('cache-control', 'no-store');
  next();
};

function metricsPage(registry: Registry): RequestHandler {
  return async (_request, response) => {
    const page = await registry.metrics();
    response.set('content-type', registry.contentType).send(page);
  };
}
