import { isLoopbackAddress } from './loopback.ts';
import type { ServiceConfig } from './service-environment.ts';

/** What in a configuration would open the service to strangers; empty when nothing does. */
export function trustFaults(config: ServiceConfig): readonly string[] {
  const faults: string[] = [];
  const guarded = config.API_TOKENS_FILE !== undefined || config.AUTH === 'none';
  if (!isLoopbackAddress(config.BIND_ADDRESS) && !guarded)
    faults.push(
      `BIND_ADDRESS ${config.BIND_ADDRESS} is reachable from other machines: set API_TOKENS_FILE, or AUTH=none where the network is already private`,
    );
  if (config.AUTH === 'tokens' && config.API_TOKENS_FILE === undefined)
    faults.push('AUTH=tokens needs API_TOKENS_FILE');
  if (plainStoreElsewhere(config.REDIS_URL) && config.AUTH !== 'none')
    faults.push(
      'REDIS_URL sends samples and its password in clear to another machine: use rediss://, or AUTH=none where the network is already private',
    );
  return faults;
}

function plainStoreElsewhere(address: string): boolean {
  if (!address.startsWith('redis://')) return false;
  try {
    return !isLoopbackAddress(new URL(address).hostname);
  } catch {
    return false; // Not one host: connecting will say what is wrong with it.
  }
}
