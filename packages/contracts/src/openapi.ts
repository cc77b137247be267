import { z } from 'zod';
import type { Endpoint, Reply } from './endpoints/endpoint.ts';
import { ProblemDetails } from './problem.ts';

/** A JSON object of the OpenAPI document. */
export type JsonObject = { readonly [name: string]: unknown };

/** The OpenAPI 3.1 document of a table of endpoints; schemas with an id stand under components. */
export function openApiDocument(options: {
  readonly title: string;
  readonly version: string;
  readonly endpoints: readonly Endpoint[];
}): JsonObject {
  const { title, version, endpoints } = options;
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const endpoint of endpoints)
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) };
  return {
    openapi: '3.1.1',
    info: { title, version },
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operation(endpoint: Endpoint): JsonObject {
  const { name, summary, tag, scope, query, body, replies } = endpoint;
  return {
    operationId: name,
    summary,
    tags: [tag],
    security: scope === 'none' ? [] : [{}, { token: [scope] }],
    parameters: [...pathParameters(endpoint.path), ...queryParameters(query)],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: { 'application/json': { schema: schemaOf(body) } },
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(replies).map(([status, reply]) => [status, response(status, reply)]),
      ),
      default: {
        description: 'What was wrong, as RFC 9457 problem details.',
        content: { 'application/problem+json': { schema: schemaOf(ProblemDetails) } },
      },
    },
  };
}

function response(status: string, reply: Reply | readonly Reply[]): JsonObject {
  const replies = Array.isArray(reply) ? reply : [reply];
  return {
    description: status === '200' ? 'As asked.' : `With status ${status}.`,
    content: Object.fromEntries(
      replies.map((one: Reply) =>
        'text' in one
          ? [one.text, { schema: { type: 'string', description: one.description } }]
          : ['application/json', { schema: schemaOf(one) }],
      ),
    ),
  };
}

function pathParameters(path: string): readonly JsonObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodObject | undefined): readonly JsonObject[] {
  if (query === undefined) return [];
  return Object.entries(query.shape).map(([name, schema]) => {
    const { description, ...json } = schemaOf(schema);
    return {
      name,
      in: 'query',
      required: !z.safeParse(schema, undefined).success,
      schema: json,
      ...(description === undefined ? {} : { description }),
    };
  });
}

const component = (id: string) => `#/components/schemas/${id}`;

/** Schemas that have an id, each under it, with references to one another. */
function namedSchemas(): JsonObject {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: component });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]));
}

/** A schema for use inside the document: a reference where it has an id. */
function schemaOf(schema: z.core.$ZodType): JsonObject {
  const id = z.globalRegistry.get(schema)?.id;
  if (id !== undefined) return { $ref: component(id) };
  return relink(plain(z.toJSONSchema(schema)));
}

const ownNames = new Set(['$schema', '$id', '$defs', 'id']);

function plain(schema: object): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !ownNames.has(name)));
}

/** Inner references name `$defs`; in the document the same schemas stand under components. */
function relink(json: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
