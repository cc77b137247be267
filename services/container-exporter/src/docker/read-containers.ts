import type { Container, Missing } from '@m4max/contracts';
import { describeContainer } from '../containers/describe-container.ts';
import type { EngineFacts } from '../replies/engine-facts.ts';
import { statsConcurrency } from '../replies/engine-facts.ts';
import type { Inspected } from '../replies/inspected.ts';
import type { Listed } from '../replies/listed.ts';
import { atMost } from './at-most.ts';
import type { EngineClient } from './engine-client.ts';
import type { ObservedContainers } from './observed-containers.ts';
import { unreadContainers } from './unread-containers.ts';

/** One container as a round found it. */
export type Found = {
  readonly listed: Listed;
  readonly inspected: Inspected | undefined;
  readonly container: Container;
};

/** A sample of this many is about a megabyte; more would not fit the stream's bound. */
const MAX_CONTAINERS = 500;
/** An inspection costs the engine half a millisecond. */
const INSPECTIONS_AT_ONCE = 8;

/** Reads the containers of an engine once: inspects those that are due, and measures those that run. */
export async function readContainers(options: {
  readonly client: Pick<EngineClient, 'list'>;
  readonly containers: ObservedContainers;
  readonly facts: EngineFacts;
  readonly signal: AbortSignal;
}): Promise<{ readonly found: readonly Found[]; readonly missing: readonly Missing[] }> {
  const { client, containers, facts, signal } = options;
  const remembered = containers.ids();
  const everything = await client.list(signal);
  const listed = chosen(everything);
  const ids = new Set(listed.map(({ Id }) => Id));
  for (const id of remembered) if (!ids.has(id)) containers.forget(id);

  const unread = new Map<string, unknown>();
  const due = listed.filter((it) => containers.isInspectionDue(it));
  await atMost(INSPECTIONS_AT_ONCE, due, async ({ Id }) => {
    await containers.inspect(Id, signal).catch((error: unknown) => unread.set(Id, error));
  });
  await atMost(statsConcurrency(facts.version), listed.filter(isRunning), async ({ Id }) => {
    await containers.readStats(Id, signal).then(
      (isRead) => isRead || unread.set(Id, undefined),
      (error: unknown) => unread.set(Id, error),
    );
  });
  const found = listed.map((it) => {
    const known = containers.known(it);
    const stale = unread.has(it.Id);
    const container = describeContainer({ ...known, engineId: facts.id, stale });
    return { listed: it, inspected: known.inspected, container };
  });
  const missing = [...leftOut(everything.length), ...unreadContainers(found, unread, facts.name)];
  return { found, missing };
}

/** Of too many, those that run: only they have readings. */
function chosen(everything: readonly Listed[]): readonly Listed[] {
  if (everything.length <= MAX_CONTAINERS) return everything;
  const running = everything.filter(isRunning);
  return [...running, ...everything.filter((it) => !isRunning(it))].slice(0, MAX_CONTAINERS);
}

function isRunning({ State }: Listed): boolean {
  return State === 'running' || State === 'paused';
}

function leftOut(count: number): readonly Missing[] {
  if (count <= MAX_CONTAINERS) return [];
  const reason = `the engine has ${count} containers; ${MAX_CONTAINERS} are read, those that run first`;
  return [{ field: 'containers', reason }];
}
