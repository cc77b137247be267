import { once } from 'node:events';
import type { Container, Missing } from '@m4max/contracts';
import { withDeadline } from '@m4max/service-kit';
import { atMost } from '../docker/at-most.ts';
import type { CgroupFiles } from '../readings/cgroup.ts';
import { withCgroup } from '../readings/cgroup.ts';
import { cgroupGaps } from '../readings/cgroup-gaps.ts';
import { rememberFolders } from './folders.ts';
import { readFiles } from './read-files.ts';
import { rootFault } from './root-fault.ts';

/** Adds to the containers of a round what their cgroups tell. Never fails. */
export type CgroupReader = (
  containers: readonly Container[],
  signal: AbortSignal,
) => Promise<{ readonly containers: readonly Container[]; readonly missing: readonly Missing[] }>;

type Round = {
  readonly files: ReadonlyMap<string, CgroupFiles>;
  readonly reasons: readonly string[];
};

/** The kernel answers at once; but anything may be mounted there. */
const ROUND_SECONDS = 1;
/** More would only queue for the four threads that read files. */
const FOLDERS_AT_ONCE = 4;

/** Reads the cgroup v2 tree at `root`; without one nothing is added, and nothing is missed. */
export function cgroupReader(root: string | undefined): CgroupReader {
  if (root === undefined) return async (containers) => ({ containers, missing: [] });
  const tree = `CGROUP_ROOT ${root}`;
  const folders = rememberFolders(root);
  /** A round that hangs is waited for, rather than joined by another one. */
  let running: Promise<Round> | undefined;

  const read = async (ids: readonly string[], signal: AbortSignal): Promise<Round> => {
    const fault = await rootFault(root);
    if (fault !== undefined) return { files: new Map(), reasons: [`${tree} ${fault}`] };
    const found = await folders.of(ids, signal);
    const files = new Map<string, CgroupFiles>();
    await atMost(FOLDERS_AT_ONCE, [...found], async ([id, folder]) => {
      const texts = await readFiles(folder);
      if (texts === undefined) folders.forget(id);
      else files.set(id, texts);
    });
    const missed = folders.missed();
    const gaps = cgroupGaps({ tree, running: ids.length, missed, files: [...files.values()] });
    return { files, reasons: gaps };
  };

  return async (containers, signal) => {
    const ids = containers.filter(hasCgroup).map(({ id }) => id);
    running ??= read(ids, signal)
      .catch((error: Error) => unread(`${tree} cannot be read: ${error.message}`))
      .finally(() => {
        running = undefined;
      });
    const { files, reasons } =
      (await within(ROUND_SECONDS, running, signal)) ??
      unread(`${tree} did not answer within a second`);
    return {
      containers: containers.map((container) => {
        const texts = files.get(container.id);
        return texts === undefined || !hasCgroup(container)
          ? container
          : withCgroup(container, texts);
      }),
      missing: reasons.map((reason) => ({ field: 'cgroup', reason })),
    };
  };
}

/** What an engine could not tell anew in this round is old; nothing new is put beside it. */
function hasCgroup({ state, stale }: Container): boolean {
  return (state === 'running' || state === 'paused') && stale !== true;
}

function unread(reason: string): Round {
  return { files: new Map(), reasons: [reason] };
}

async function within<Result>(
  seconds: number,
  result: Promise<Result>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  const limited = withDeadline(seconds, signal);
  if (limited.aborted) return undefined;
  return Promise.race([result, once(limited, 'abort').then(() => undefined)]);
}
