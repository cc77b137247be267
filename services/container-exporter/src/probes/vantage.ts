import type { Candidate } from './candidate.ts';
import { networkOwner } from './candidate.ts';

/** Where this exporter runs; it decides which addresses it can reach. */
export type Vantage =
  | { readonly kind: 'mac' }
  /** By its own host name Docker Engine is told from one on another machine or in a virtual one. */
  | { readonly kind: 'linux'; readonly machine: string }
  /** Without an id its own container is on none of the Docker Engines that it reads. */
  | {
      readonly kind: 'container';
      readonly dockerEngineId?: string;
      readonly networks: readonly string[];
    };

export function vantageOf(options: {
  readonly system: 'mac' | 'linux';
  readonly machine: string;
  readonly ownContainerId: string | undefined;
  readonly candidates: readonly Candidate[];
}): Vantage {
  const { system, machine, ownContainerId, candidates } = options;
  if (ownContainerId === undefined)
    return system === 'mac' ? { kind: 'mac' } : { kind: 'linux', machine };
  const own = candidates.find(({ container }) => container.id === ownContainerId);
  if (own === undefined) return { kind: 'container', networks: [] };
  const { inspected } = networkOwner(own, candidates) ?? {};
  const { id, name } = own.dockerEngine;
  if (inspected?.HostConfig.NetworkMode === 'host') return { kind: 'linux', machine: name };
  const networks = Object.keys(inspected?.NetworkSettings?.Networks ?? {});
  return { kind: 'container', dockerEngineId: id, networks };
}
