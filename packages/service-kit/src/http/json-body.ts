import type { RequestHandler } from 'express';
import express from 'express';
import { Problem } from '../problem.ts';

const MAX_BODY_BYTES = 1_000_000;

/** Takes JSON bodies of up to a megabyte; a request without a body needs no content type. */
export function jsonBody(isRaw: (path: string) => boolean): readonly RequestHandler[] {
  const parse = express.json({ limit: MAX_BODY_BYTES, strict: false });
  return [
    (request, _response, next) => {
      const { headers } = request;
      const hasBody =
        headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
      if (!hasBody || isRaw(request.path) || request.is('application/json') !== false)
        return next();
      throw new Problem(415, 'not-json', 'Send the body as application/json.');
    },
    (request, response, next) => (isRaw(request.path) ? next() : parse(request, response, next)),
  ];
}
