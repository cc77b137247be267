import type { Redis } from 'ioredis';
import type { ClockOffset } from '../following/clock-offset.ts';
import { readOffset } from '../following/clock-offset.ts';

/** What a Redis says of itself, as far as its user lets us ask. */
export type ServerFacts = {
  /** Another one after each start. */
  readonly runId: string | undefined;
  readonly isReplica: boolean;
};

export async function askServer(client: Redis): Promise<ServerFacts> {
  const text = await client.info().catch(refusedAsEmpty);
  return {
    runId: /^run_id:(\w+)/m.exec(text)?.[1],
    isReplica: /^role:slave/m.test(text),
  };
}

/** The clock of the Redis beside ours; nothing when its user may not ask. */
export async function askClock(
  client: Redis,
  before: ClockOffset | undefined,
): Promise<ClockOffset | undefined> {
  const askedMilliseconds = Date.now();
  const reply = await client.call('TIME').catch(refusedAsEmpty);
  const answeredMilliseconds = Date.now();
  const [seconds, microseconds] = Array.isArray(reply) ? reply.map(Number) : [];
  if (seconds === undefined || microseconds === undefined) return undefined;
  const busMilliseconds = seconds * 1000 + microseconds / 1000;
  return readOffset({ before, askedMilliseconds, answeredMilliseconds, busMilliseconds });
}

function refusedAsEmpty(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('NOPERM')) return '';
  throw error;
}
