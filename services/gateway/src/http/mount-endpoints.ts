import type { GatewayEndpoint } from '@m4max/contracts';
import { gatewayEndpoints } from '@m4max/contracts';
import { parseBody, parseQuery } from '@m4max/service-kit';
import type { Express, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';

type Own = Extract<GatewayEndpoint, { by: 'gateway' }>;
type Query<E> = E extends { query: infer Q extends z.ZodType } ? z.infer<Q> : Record<string, never>;
type Body<E> = E extends { body: infer B extends z.ZodType } ? z.infer<B> : undefined;
/** JSON replies are returned; what is no JSON is written to the response by the handler itself. */
type Replied<E> = E extends { replies: { 200: infer R } }
  ? R extends z.ZodType
    ? z.infer<R> | Rendered
    : unknown
  : never;

/** JSON that was made before the request came. */
export class Rendered {
  readonly json: Buffer;

  constructor(value: object) {
    this.json = Buffer.from(JSON.stringify(value));
  }
}

type Asked<E> = {
  readonly query: Query<E>;
  readonly body: Body<E>;
  readonly request: Request;
  readonly response: Response;
};

/** One handler per endpoint of the table that the gateway answers itself; the compiler names a missing one. */
export type Handlers = {
  readonly [E in Own as E['name']]: (asked: Asked<E>) => Replied<E> | Promise<Replied<E>>;
};

const noParameters = z.strictObject({});

/** Mounts the whole table: own handlers, and the proxy for what the alert-manager answers. */
export function mountEndpoints(app: Express, handlers: Handlers, proxy: RequestHandler): void {
  for (const endpoint of gatewayEndpoints) {
    const path = expressPath(endpoint.path);
    switch (endpoint.by) {
      case 'every service':
        break; // createApp has mounted it.
      case 'alert-manager':
        app[endpoint.method](path, ...knownParametersOnly(endpoint), proxy);
        break;
      case 'gateway':
        app[endpoint.method](path, answer(endpoint, handlers));
        break;
    }
  }
}

/** `/alerts/{id}` as Express writes it; `{rest}` takes any number of segments. */
export function expressPath(path: string): string {
  return path.replace('{rest}', '*rest').replaceAll(/\{(\w+)\}/g, ':$1');
}

function answer(endpoint: Own, handlers: Handlers): RequestHandler {
  // Each handler is checked against its own endpoint above; here they are all one kind of function.
  const handler = handlers[endpoint.name] as (asked: Asked<unknown>) => unknown;
  const querySchema: z.ZodType = 'query' in endpoint ? endpoint.query : noParameters;
  const bodySchema: z.ZodType | undefined = 'body' in endpoint ? endpoint.body : undefined;
  return async (request, response) => {
    const query = parseQuery(querySchema, request.query) as Query<unknown>;
    const body = (
      bodySchema === undefined ? undefined : parseBody(bodySchema, request.body)
    ) as Body<unknown>;
    const reply = await handler({ query, body, request, response });
    if (reply instanceof Rendered)
      response.setHeader('content-type', 'application/json; charset=utf-8').end(reply.json);
    else if (reply !== undefined) response.json(reply);
  };
}

/** The alert-manager's own API v2 ignores unknown parameters, as Alertmanager does; ours name them. */
function knownParametersOnly(endpoint: GatewayEndpoint): readonly RequestHandler[] {
  if (endpoint.path.startsWith('/api/v2/')) return [];
  const schema: z.ZodType = 'query' in endpoint ? endpoint.query : noParameters;
  return [
    (request, _response, next) => {
      parseQuery(schema, request.query);
      next();
    },
  ];
}
