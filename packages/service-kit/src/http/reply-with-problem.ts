import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'winston';
import { Problem, problemDetails } from '../problem.ts';

/** The last handler but one: nothing answered. */
export const notFound: RequestHandler = (request) => {
  throw new Problem(404, 'not-found', `There is no ${request.method} ${request.path} here.`);
};

/**
 * Turns what was thrown into problem+json. What was not meant for the caller stays a bare 500 and is an
 * error in the log; a Problem that somebody foresaw, such as a store that is away, is one line without stack.
 */
export function replyWithProblem(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = asProblem(error);
    const id = requestId(response);
    const facts = { request_id: id, method: request.method, path: request.path };
    if (problem !== error && problem.status >= 500)
      log.error('request failed', { ...facts, error });
    else if (problem.status >= 500)
      log.warn('request refused', { ...facts, status: problem.status, reason: problem.message });
    response
      .status(problem.status)
      .set(problem.headers)
      .type('application/problem+json')
      .send(JSON.stringify(problemDetails(problem, { path: request.path, id })));
  };
}

/** The id under which a request is logged. */
export function requestId(response: Response): string {
  return String(response.getHeader('x-request-id') ?? '');
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isHttpError(error)) {
    if (error.status === 413)
      return new Problem(413, 'body-too-large', 'The body is larger than a megabyte.');
    if (error.type === 'entity.parse.failed')
      return new Problem(400, 'bad-json', `The body is not JSON: ${error.message}.`);
    return new Problem(error.status, 'bad-request', error.message);
  }
  return new Problem(500, 'internal-error', 'Something went wrong here; the log has the details.');
}

/** What Express and its body parser throw for a caller's mistake. */
function isHttpError(
  error: unknown,
): error is { status: number; type?: string; message: string } & Error {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  );
}
