import type { EngineEntry, Probe } from '@m4max/contracts';
import type { Inspected } from '../replies/inspected.ts';

/** Where this exporter runs; it decides which addresses it can reach. */
export type Where = 'container' | 'mac' | 'linux';

export type Target =
  | { readonly kind: 'ask'; readonly url: string; readonly native: boolean }
  | { readonly kind: 'known'; readonly probe: Probe }
  | { readonly kind: 'missing'; readonly reason: string };

/** The container of an engine, as far as probing goes. */
export type EngineContainer = {
  readonly state: string;
  readonly health: string;
  readonly inspected: Inspected | undefined;
};

/** How the health of one engine can be learnt, or why it cannot. */
export function targetOf(
  entry: EngineEntry,
  container: EngineContainer | undefined,
  where: Where,
): Target {
  if (container === undefined) return withoutContainer(entry, where);
  if (container.state !== 'running')
    return known('unreachable', `its container is ${container.state}`);
  if (entry.health === undefined) return byState(container.health);
  if (container.inspected === undefined)
    return { kind: 'missing', reason: 'the engine has not described its container yet' };
  const address = addressOf(entry, container.inspected, where);
  if (address === undefined) return { kind: 'missing', reason: noAddress(entry, where) };
  return { kind: 'ask', url: `http://${address}${entry.health}`, native: false };
}

function withoutContainer({ name, port, health, native }: EngineEntry, where: Where): Target {
  if (!native || health === undefined)
    return { kind: 'missing', reason: `no container is named ${name}` };
  if (where === 'container')
    return {
      kind: 'missing',
      reason: `no container is named ${name}, and from inside a container this machine's own port ${port} cannot be asked`,
    };
  return { kind: 'ask', url: `http://127.0.0.1:${port}${health}`, native: true };
}

function byState(health: string): Target {
  if (health === 'unhealthy') return known('degraded', 'its health check fails');
  if (health === 'starting') return known('degraded', 'its health check has not passed yet');
  return known('healthy', 'its container runs');
}

function known(status: Probe['status'], detail: string): Target {
  return { kind: 'known', probe: { status, detail } };
}

/** The published port from outside; the container's own address where that can be reached. */
function addressOf(entry: EngineEntry, inspected: Inspected, where: Where): string | undefined {
  const inside = entry.container_port ?? entry.port;
  const { Ports, Networks } = inspected.NetworkSettings ?? {};
  const binding = (Ports?.[`${inside}/tcp`] ?? []).find(({ HostPort }) => HostPort !== '');
  if (where !== 'container' && binding !== undefined)
    return `${reachable(binding.HostIp)}:${binding.HostPort}`;
  if (where !== 'container' && inspected.HostConfig.NetworkMode === 'host' && where === 'linux')
    return `127.0.0.1:${inside}`;
  if (where === 'mac') return undefined; // Its containers live in a virtual machine.
  const own = Object.values(Networks ?? {}).find(({ IPAddress }) => IPAddress !== '');
  return own === undefined ? undefined : `${own.IPAddress}:${inside}`;
}

/** A port published on every address is asked on the loopback. */
function reachable(address: string): string {
  if (address === '' || address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}

function noAddress({ port, container_port: inside = port }: EngineEntry, where: Where): string {
  return where === 'mac'
    ? `its port ${inside} is not published, and a Mac cannot reach containers otherwise: publish it (ports: "127.0.0.1:${port}:${inside}")`
    : `its container has no address of its own and does not publish port ${inside}: publish it`;
}
