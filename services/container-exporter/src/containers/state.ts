import { ContainerHealth, ContainerState } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';
import type { Listed } from '../replies/listed.ts';

/** States that only Podman has. */
const others = new Map<string, ContainerState>([
  ['configured', 'created'],
  ['initialized', 'created'],
  ['stopping', 'running'],
  ['stopped', 'exited'],
]);

export function stateOf(state: string): ContainerState {
  const known = ContainerState.safeParse(state);
  return known.success ? known.data : (others.get(state) ?? 'dead');
}

/**
 * From the list where it says so (in a field since API 1.52, in words before), else from inspecting.
 * None while it does not run: engines call every check unhealthy that was stopped with its container.
 */
export function healthOf(listed: Listed, inspected: Inspected | undefined): ContainerHealth {
  if (stateOf(listed.State) !== 'running') return 'none';
  const inWords = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(listed.Status)?.[1];
  const said = [listed.Health?.Status, inWords, inspected?.State.Health?.Status];
  for (const status of said) {
    const known = ContainerHealth.safeParse(status);
    if (known.success) return known.data;
  }
  return 'none';
}
