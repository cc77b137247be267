import type { RequestHandler } from 'express';
import { isLoopbackAddress } from '../loopback.ts';
import { Problem } from '../problem.ts';

/**
 * Refuses requests whose `Host` is neither this machine's own name nor an allowed one, so that a
 * foreign page cannot reach a service through a name of its own (DNS rebinding).
 */
export function trustedHost(allowedHosts: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const host = hostName(request.headers.host);
    if (host !== undefined && (isLoopbackAddress(host) || allowedHosts.includes(host)))
      return next();
    throw new Problem(
      403,
      'host-not-allowed',
      host === undefined
        ? 'The request has no usable Host header.'
        : `The host ${JSON.stringify(host)} is not one of this service: add it to ALLOWED_HOSTS if it should be.`,
    );
  };
}

/** The name in a Host header, without its port. */
function hostName(header: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^:@/\s]+)(?::\d{1,5})?$/i.exec(header ?? '');
  return match?.[1]?.toLowerCase();
}
