import type { Inspected } from '../replies/inspected.ts';
import type { Listed } from '../replies/listed.ts';
import { nameOf } from '../replies/listed.ts';

/** A process whose network namespace is a container's, as the machine of the engine counts processes. */
export type Target = { readonly id: string; readonly pid: number };

/** A container as a round found it. */
export type FoundContainer = { readonly listed: Listed; readonly inspected: Inspected | undefined };

/**
 * The containers with connections of their own. Those in another's network namespace are told as
 * that one's; in the machine's own namespace (`host`) nobody can tell whose a connection is.
 */
export function containersToRead(found: readonly FoundContainer[]): {
  readonly targets: readonly (Target & { readonly name: string })[];
  readonly onHost: readonly string[];
} {
  const targets: (Target & { name: string })[] = [];
  const onHost: string[] = [];
  for (const { listed, inspected } of found) {
    if (listed.State !== 'running' && listed.State !== 'paused') continue;
    if (inspected === undefined) continue;
    const mode = inspected.HostConfig.NetworkMode;
    if (mode === 'host') onHost.push(nameOf(listed));
    if (mode === 'host' || mode === 'none' || mode.startsWith('container:')) continue;
    const pid = inspected.State.Pid;
    if (pid) targets.push({ id: listed.Id, pid, name: nameOf(listed) });
  }
  return { targets, onHost };
}
