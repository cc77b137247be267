import { Redis } from 'ioredis';

/** What the launcher needs to know of a store before it trusts it with alerts. */
export type StoreExamination =
  | { readonly kind: 'usable'; readonly version: string }
  | { readonly kind: 'unusable'; readonly reason: string };

const PATIENCE_SECONDS = 10;

/** Waits until a store answers, and refuses one that could forget alerts. */
export async function examineStore(url: string, name: string): Promise<StoreExamination> {
  if (!/^rediss?:/.test(url)) return { kind: 'usable', version: 'several servers' }; // The services connect, and say.
  const redis = new Redis(url, {
    lazyConnect: true,
    commandTimeout: 2000,
    connectTimeout: 2000,
    maxRetriesPerRequest: null,
    retryStrategy: () => 100,
  });
  let lastError = 'no answer';
  redis.on('error', (error) => {
    lastError = error.message;
  });
  const deadline = AbortSignal.timeout(PATIENCE_SECONDS * 1000);
  try {
    redis.connect().catch(() => undefined); // Told by the error event, and tried again.
    while (!deadline.aborted) {
      const answer = await redis.info().catch((error: Error) => error);
      if (typeof answer === 'string') return judge(answer, name);
      if (/NOAUTH|WRONGPASS|NOPERM/.test(answer.message))
        return { kind: 'unusable', reason: `${name} refuses the password: check REDIS_URL` };
      if (!/timed out/.test(answer.message)) lastError = answer.message;
    }
    return { kind: 'unusable', reason: `${name} does not answer (${lastError || 'no reply'})` };
  } finally {
    redis.disconnect();
  }
}

/** Reads INFO: a store that evicts keys under memory pressure would lose alerts without a word. */
export function judge(information: string, name: string): StoreExamination {
  const value = (field: string) =>
    new RegExp(`^${field}:(.*)$`, 'm').exec(information)?.[1]?.trim();
  const policy = value('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction')
    return {
      kind: 'unusable',
      reason: `${name} may evict keys (maxmemory-policy ${policy}) and with them alerts: set it with \`redis-cli CONFIG SET maxmemory-policy noeviction\`, or leave REDIS_URL out to use a store of the fleet's own`,
    };
  return {
    kind: 'usable',
    version: value('valkey_version') ?? value('redis_version') ?? 'unknown',
  };
}
