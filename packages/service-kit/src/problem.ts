import type { ProblemDetails } from '@m4max/contracts';
import { z } from 'zod';

type Fault = { readonly at: string; readonly message: string };

/** An error that its caller is told about, as RFC 9457 problem details. Everything else is a bare 500. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly errors: readonly Fault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: string,
    detail: string,
    errors?: readonly Fault[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.type = type;
    this.errors = errors;
    this.headers = headers;
  }
}

/** A request's body as its shape, or a 400 that names every fault. */
export function parseBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Problem(400, 'bad-body', 'The body is not what this path takes.', faults(parsed.error));
}

/** Query parameters as their shape, or a 400 that names every fault and every unknown parameter. */
export function parseQuery<Query>(schema: z.ZodType<Query>, query: unknown): Query {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new Problem(
    400,
    'bad-query',
    'The query parameters are not what this path takes.',
    faults(parsed.error),
  );
}

/** The body of an error reply. */
export function problemDetails(
  problem: Problem,
  request: { readonly path: string; readonly id: string },
): ProblemDetails {
  return {
    type: `about:blank#${problem.type}`,
    title: problem.type.replaceAll('-', ' '),
    status: problem.status,
    detail: problem.message,
    instance: request.path,
    request_id: request.id,
    ...(problem.errors === undefined ? {} : { errors: [...problem.errors] }),
  };
}

function faults(error: z.ZodError): readonly Fault[] {
  return error.issues.map(({ path, message }) => ({
    at: path.length === 0 ? '(whole)' : z.core.toDotPath(path),
    message,
  }));
}
