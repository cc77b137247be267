import type { Redis } from 'ioredis';
import { z } from 'zod';
import { millisecondsOf } from '../ledger/placed-at.ts';
import type { Backlog } from '../sample/make-sample.ts';
import { asRecord } from './find-streams.ts';

/** Redis 7 knows the lag of a group; it is null when deletions have made it unknowable. */
const Group = z.object({ lag: z.number().nullish(), 'last-delivered-id': z.string() });

/** How far the consumer groups of some streams are behind; a group whose lag is unknown is left out. */
export async function readBacklogs(
  client: Redis,
  streams: readonly { readonly name: string; readonly component: string }[],
  nowMilliseconds: number,
): Promise<readonly Backlog[]> {
  const worst = new Map<string, Backlog>();
  for (const { name, component } of streams) {
    const reply = await client.call('XINFO', 'GROUPS', name).catch(() => undefined); // Gone meanwhile.
    for (const row of Array.isArray(reply) ? reply : []) {
      const group = Group.safeParse(asRecord(row));
      if (!group.success || group.data.lag === null || group.data.lag === undefined) continue;
      const { lag, 'last-delivered-id': delivered } = group.data;
      const ageSeconds = lag === 0 ? 0 : await ageOfNext(client, name, delivered, nowMilliseconds);
      const backlog = { component, entries: lag, ageSeconds };
      if (isWorse(backlog, worst.get(component))) worst.set(component, backlog);
    }
  }
  return [...worst.values()];
}

function isWorse(one: Backlog, other: Backlog | undefined): boolean {
  if (other === undefined) return true;
  return one.ageSeconds === other.ageSeconds
    ? one.entries > other.entries
    : one.ageSeconds > other.ageSeconds;
}

/** Age of the first entry that a group has not been given. */
async function ageOfNext(
  client: Redis,
  stream: string,
  delivered: string,
  nowMilliseconds: number,
): Promise<number> {
  const [next] = await client.xrange(stream, `(${delivered}`, '+', 'COUNT', 1);
  return next === undefined ? 0 : Math.max(0, nowMilliseconds - millisecondsOf(next[0])) / 1000;
}
