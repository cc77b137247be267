import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Backlog, GroupBacklog } from '../backlogs/backlog.ts';
import { pendingOf, slowestOf } from '../backlogs/backlog.ts';
import { millisecondsOf } from '../ledger/placed-at.ts';
import { asRecord } from './find-streams.ts';

/** Questions that are sent at once: an answer may hold an entry of any size. */
const QUESTIONS_AT_ONCE = 64;

/** Redis 7 knows the lag of a group; it is null when deletions have made it unknowable. */
const Group = z.object({
  name: z.string(),
  lag: z.number().nullish(),
  pending: z.number(),
  'last-delivered-id': z.string(),
});
const Consumer = z.object({ idle: z.number().nonnegative() });

/**
 * Ids of entries tell when they were added, unless a recording is played with ids of its own. A stream
 * whose newest id is further from now than this is one of those, or nobody writes to it any more.
 */
const MAX_ID_AGE_SECONDS = 3600;

/**
 * How far the consumer groups of some streams are behind. The age needs no lag: it is that of the
 * first entry after the last one that the group was given, by the clock that made the ids.
 */
export async function readBacklogs(
  client: Redis,
  streams: readonly { readonly name: string; readonly component: string }[],
  busMilliseconds: number,
): Promise<readonly Backlog[]> {
  const groups = await groupsOf(client, streams);
  const firsts = await firstWaiting(
    client,
    groups.filter(({ lag }) => lag !== 0),
  );
  const ageOf = (id: string) => (busMilliseconds - millisecondsOf(id)) / 1000;
  const strange = groups.flatMap((group) => {
    const id = firsts.get(placeOf(group))?.id;
    return id === undefined || isTime(ageOf(id)) ? [] : [group.stream];
  });
  const newest = await newestIds(client, [...new Set(strange)]);
  const backlogs = groups.flatMap((group): readonly GroupBacklog[] => {
    const { component, stream, lag, pending } = group;
    const known = { component, stream, group: group.group, pendingEntries: pending };
    const first = lag === 0 ? NONE : firsts.get(placeOf(group));
    if (first === undefined) return []; // Gone meanwhile, or nobody may look.
    if (first.id === undefined) return [{ ...known, entries: 0, ageSeconds: 0 }];
    const isKnown = isTime(ageOf(newest.get(stream) ?? first.id));
    return [
      {
        ...known,
        ...(lag === undefined ? {} : { entries: lag }),
        ...(isKnown ? { ageSeconds: Math.max(0, ageOf(first.id)) } : {}),
      },
    ];
  });
  return withConsumers(client, backlogs);
}

function isTime(ageSeconds: number): boolean {
  return Math.abs(ageSeconds) <= MAX_ID_AGE_SECONDS;
}

type KnownGroup = {
  readonly component: string;
  readonly stream: string;
  readonly group: string;
  readonly lag: number | undefined;
  readonly pending: number;
  readonly delivered: string;
};

async function groupsOf(
  client: Redis,
  streams: readonly { readonly name: string; readonly component: string }[],
): Promise<readonly KnownGroup[]> {
  const replies = await askAll(
    client,
    streams.map(({ name }) => ['XINFO', 'GROUPS', name]),
  );
  return streams.flatMap(({ name: stream, component }, index) =>
    recordsIn(replies[index]).flatMap((record) => {
      const { data: found } = Group.safeParse(record);
      if (found === undefined) return [];
      const { name: group, pending, lag } = found;
      const delivered = found['last-delivered-id'];
      return [{ component, stream, group, pending, delivered, lag: lag ?? undefined }];
    }),
  );
}

/** The entry after the last one that a group was given; without an id where there is none. */
type FirstWaiting = { readonly id: string | undefined };
const NONE: FirstWaiting = { id: undefined };

/** By the place after which a group waits: groups that wait for the same entry fetch it once. */
async function firstWaiting(
  client: Redis,
  groups: readonly KnownGroup[],
): Promise<ReadonlyMap<string, FirstWaiting>> {
  const places = new Map(groups.map((group) => [placeOf(group), group]));
  const replies = await askAll(
    client,
    [...places.values()].map(({ stream, delivered }) => [
      ...(['XRANGE', stream, `(${delivered}`, '+', 'COUNT', '1'] as const),
    ]),
  );
  return new Map(
    [...places.keys()].flatMap((place, index) => {
      const reply = replies[index];
      if (!Array.isArray(reply)) return [];
      const [entry]: readonly unknown[] = reply;
      const id = Array.isArray(entry) ? String(entry[0]) : undefined;
      return [[place, { id }] as const];
    }),
  );
}

/** The newest id that each stream has had. */
async function newestIds(
  client: Redis,
  streams: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const replies = await askAll(
    client,
    streams.map((name) => ['XINFO', 'STREAM', name]),
  );
  return new Map(
    streams.flatMap((name, index) => {
      const id = asRecord(replies[index])['last-generated-id'];
      return typeof id === 'string' ? [[name, id] as const] : [];
    }),
  );
}

function placeOf({ stream, delivered }: KnownGroup): string {
  return `${delivered} ${stream}`;
}

/** Of the slowest group of each component that waits: since when none of its consumers has asked. */
async function withConsumers(
  client: Redis,
  groups: readonly GroupBacklog[],
): Promise<readonly Backlog[]> {
  const slowest = slowestOf(groups);
  const behind = slowest.filter(({ ageSeconds }) => ageSeconds !== 0);
  const replies = await askAll(
    client,
    behind.map(({ stream, group }) => ['XINFO', 'CONSUMERS', stream, group]),
  );
  const idle = new Map(behind.map((group, index) => [group, idleSeconds(replies[index])]));
  return slowest.map((group) => {
    const { component, entries, ageSeconds } = group;
    const consumersIdleSeconds = idle.get(group);
    return {
      component,
      ...(entries === undefined ? {} : { entries }),
      ...(ageSeconds === undefined ? {} : { ageSeconds }),
      pendingEntries: pendingOf(component, groups),
      ...(consumersIdleSeconds === undefined ? {} : { consumersIdleSeconds }),
    };
  });
}

function idleSeconds(reply: unknown): number | undefined {
  const idle = recordsIn(reply).flatMap((record) => Consumer.safeParse(record).data?.idle ?? []);
  return idle.length === 0 ? undefined : Math.min(...idle) / 1000;
}

function recordsIn(reply: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(reply) ? reply.map(asRecord) : [];
}

/** The answers in the order of the questions; undefined where the server has none, as for a stream that went. */
async function askAll(
  client: Redis,
  questions: readonly (readonly [command: string, ...words: string[]])[],
): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (let from = 0; from < questions.length; from += QUESTIONS_AT_ONCE) {
    const pipeline = client.pipeline();
    const asked = questions.slice(from, from + QUESTIONS_AT_ONCE);
    for (const [command, ...words] of asked) pipeline.call(command, ...words);
    const replies = (await pipeline.exec()) ?? [];
    for (const [error, reply] of replies) {
      if (error !== null && error.name !== 'ReplyError') throw error;
      answers.push(error === null ? reply : undefined);
    }
  }
  return answers;
}
