import type { Inspected } from '../replies/inspected.ts';
import type { Candidate } from './candidate.ts';
import { networkOwner } from './candidate.ts';
import type { Binding } from './published.ts';
import { bestBinding, isLoopback, isWildcard } from './published.ts';
import type { Vantage } from './vantage.ts';

/** The name of the machine outside, on every runtime of a Mac; on Linux where `extra_hosts` gives it. */
export const OUTER_HOST = 'host.docker.internal';

const THIS_MACHINE = '127.0.0.1';

/** Where a port of a container can be asked from here, or why it cannot. */
export type Endpoint =
  | {
      readonly kind: 'reached';
      /** `host:port` as a URL has it. */
      readonly authority: string;
      /** What silence means while nothing has ever answered there: that it may be out of reach. */
      readonly doubt?: string;
    }
  | { readonly kind: 'out of reach'; readonly reason: string };

/** A shared network first, then a published port, then the container's own address on this machine. */
export function endpointOf(options: {
  readonly candidate: Candidate;
  readonly candidates: readonly Candidate[];
  /** Inside the container. */
  readonly port: number;
  /** The port to publish it as, in advice; the one inside without it. */
  readonly outside?: number;
  readonly vantage: Vantage;
}): Endpoint {
  const { candidate, candidates, port, outside = port, vantage } = options;
  const owner = networkOwner(candidate, candidates);
  if (owner === undefined)
    return outOfReach('it uses the network of a container that is not there: start that one');
  const { inspected, dockerEngine } = owner;
  if (inspected === undefined)
    return outOfReach('the Docker Engine has not described its container yet');
  const isHere = vantage.kind === 'linux' && dockerEngine.name === vantage.machine;
  const gate = gateOf(vantage, dockerEngine);
  if (inspected.HostConfig.NetworkMode === 'host') return onHostNetwork(port, gate, isHere);

  const shared = isNeighbour(vantage, dockerEngine.id) ? vantage.networks : [];
  const inside = ownAddress(inspected, (network) => shared.includes(network));
  if (inside !== undefined) return reached(inside, port);
  const binding = bestBinding(inspected.NetworkSettings?.Ports?.[`${port}/tcp`] ?? []);
  if (binding !== undefined) return published(binding, gate);
  const own = isHere ? ownAddress(inspected, () => true) : undefined;
  if (own !== undefined) return reached(own, port);
  return outOfReach(whyNot({ port, outside, inspected, vantage, dockerEngine, isHere }));
}

function isNeighbour(
  vantage: Vantage,
  dockerEngineId: string,
): vantage is Extract<Vantage, { kind: 'container' }> {
  return vantage.kind === 'container' && vantage.dockerEngineId === dockerEngineId;
}

/** On the first network that will do: IPv4, or IPv6 where there is no other. */
function ownAddress(
  inspected: Inspected,
  isWanted: (network: string) => boolean,
): string | undefined {
  const networks = Object.entries(inspected.NetworkSettings?.Networks ?? {});
  const addresses = networks.filter(([name]) => isWanted(name)).map(([, address]) => address);
  const v4 = addresses.find(({ IPAddress }) => IPAddress !== '')?.IPAddress;
  return v4 ?? addresses.find((it) => it.GlobalIPv6Address !== '')?.GlobalIPv6Address;
}

/** What the machine that publishes the ports of a Docker Engine is called from here. */
function gateOf(vantage: Vantage, { id, remoteHost }: Candidate['dockerEngine']): string {
  // Its own engine, or what may be the proxy of it, is on the machine around the container.
  const isAround = vantage.kind === 'container' && [undefined, id].includes(vantage.dockerEngineId);
  if (isAround) return OUTER_HOST;
  return remoteHost ?? (vantage.kind === 'container' ? OUTER_HOST : THIS_MACHINE);
}

function published({ HostIp, HostPort }: Binding, gate: string): Endpoint {
  if (!isWildcard(HostIp) && !isLoopback(HostIp)) return reached(HostIp, HostPort);
  if (gate === THIS_MACHINE && isLoopback(HostIp)) return reached(HostIp, HostPort);
  if (gate === THIS_MACHINE && HostIp === '::') return reached('::1', HostPort);
  if (isWildcard(HostIp)) return reached(gate, HostPort);
  if (gate !== OUTER_HOST)
    return outOfReach(
      `its port is published on ${HostIp} of ${gate} only: publish it on every address`,
    );
  const doubt = `its port is published on ${HostIp} only, where nothing answers a container: put both on one network, or publish it on every address`;
  return reached(gate, HostPort, doubt);
}

/** Docker Desktop and OrbStack carry the ports of their host network out to the Mac, others do not. */
function onHostNetwork(port: number, gate: string, isHere: boolean): Endpoint {
  if (isHere) return reached(THIS_MACHINE, port);
  const doubt = `its container uses the network of its host, and nothing answers on port ${port} of that host from here: give it a network of its own and publish the port`;
  return reached(gate, port, doubt);
}

function reached(host: string, port: number | string, doubt?: string): Endpoint {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { kind: 'reached', authority, ...(doubt === undefined ? {} : { doubt }) };
}

function outOfReach(reason: string): Endpoint {
  return { kind: 'out of reach', reason };
}

function whyNot(about: {
  readonly port: number;
  readonly outside: number;
  readonly inspected: Inspected;
  readonly vantage: Vantage;
  readonly dockerEngine: Candidate['dockerEngine'];
  readonly isHere: boolean;
}): string {
  const { port, outside, inspected, vantage, dockerEngine, isHere } = about;
  const udp = bestBinding(inspected.NetworkSettings?.Ports?.[`${port}/udp`] ?? []);
  const unpublished = `its port ${port} is ${udp === undefined ? 'not published' : 'published for UDP only'}`;
  if (dockerEngine.remoteHost !== undefined && vantage.kind !== 'container')
    return `${unpublished}, and its Docker Engine is on ${dockerEngine.remoteHost}: publish it (ports: "${outside}:${port}")`;
  const publish = `publish it (ports: "127.0.0.1:${outside}:${port}")`;
  if (vantage.kind === 'mac')
    return `${unpublished}, and a Mac cannot reach containers otherwise: ${publish}`;
  if (isHere)
    return `${unpublished}, and its container has no address of its own: give it a network`;
  if (vantage.kind === 'linux')
    return `${unpublished}, and the Docker Engine ${dockerEngine.name} is not this machine's own: ${publish}`;
  if (vantage.dockerEngineId === undefined)
    return `${unpublished}, and this exporter's own container is on none of the Docker Engines that it reads: publish the port`;
  if (vantage.dockerEngineId !== dockerEngine.id)
    return `${unpublished}, and its container is on another Docker Engine than this exporter's: publish the port`;
  return `${unpublished}, and it shares no network with this exporter: put both on one network, or publish the port`;
}
