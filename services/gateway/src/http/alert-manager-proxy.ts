import type { Context } from '@m4max/service-kit';
import { identityOf, Problem, requestId } from '@m4max/service-kit';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';

const TIMEOUT_SECONDS = 10;
const MAX_BODY_BYTES = 1_000_000;
const IDENTITY = 'x-m4max-identity';
/** What concerns only the caller and this gateway. The browser's headers have been judged here. */
const NOT_PASSED_ON = [
  'authorization',
  'cookie',
  'origin',
  'referer',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  IDENTITY,
];

/**
 * Hands a request to the alert-manager as it came, under the gateway's own token. Only with such a
 * token does it say who the caller is: without one the alert-manager could not believe it.
 */
export function alertManagerProxy(options: {
  readonly context: Pick<Context<unknown>, 'log'>;
  readonly url: string;
  readonly token: string | undefined;
}): RequestHandler {
  const { context, url, token } = options;
  const waiting = new WeakMap<object, NextFunction>();
  const proxy = createProxyMiddleware<Request, Response>({
    target: url,
    changeOrigin: true,
    xfwd: false,
    proxyTimeout: TIMEOUT_SECONDS * 1000,
    ejectPlugins: true, // The default ones answer errors themselves, in plain text.
    plugins: [
      (server) => {
        server.on('proxyReq', (outgoing, request, response) => {
          for (const name of NOT_PASSED_ON) outgoing.removeHeader(name);
          outgoing.setHeader('x-request-id', requestId(response));
          if (token === undefined) return;
          outgoing.setHeader('authorization', `Bearer ${token}`);
          outgoing.setHeader(IDENTITY, identityOf(request).name);
        });
        server.on('error', (error, request, response) => {
          context.log.warn('alert-manager did not answer', {
            path: request.path,
            reason: error.message,
          });
          // A caller that hung up needs no answer; one that has half of it gets no other half.
          if (!('headersSent' in response) || response.headersSent) response.destroy();
          else waiting.get(request)?.(unreachable());
        });
      },
    ],
  });
  return (request, response, next) => {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES)
      throw new Problem(413, 'body-too-large', 'The body is larger than a megabyte.');
    waiting.set(request, next);
    void proxy(request, response, next);
  };
}

function unreachable(): Problem {
  return new Problem(
    502,
    'alert-manager-unreachable',
    'The alert-manager does not answer: start it, or correct ALERT_MANAGER_URL.',
  );
}
