import { identityOf } from '@m4max/service-kit';
import type { Request } from 'express';

/** The gateway names its caller here, under a token of its own. */
const FORWARDED = 'x-m4max-identity';

/**
 * Who calls, by the token; `undefined` where no token is asked for. A token that may do everything, such
 * as the gateway's, is believed when it says for whom it calls.
 */
export function callerOf(request: Request): string | undefined {
  const { name, scopes } = identityOf(request);
  if (name === 'local') return undefined;
  const forwarded = request.get(FORWARDED);
  const caller = scopes.includes('admin') && forwarded !== undefined ? forwarded : name;
  return caller === 'local' ? undefined : caller;
}
