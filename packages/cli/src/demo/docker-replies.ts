import type { Network } from './docker-networks.ts';
import {
  addressIn,
  gatewayOf,
  networkId,
  networkName,
  networks,
  PREFIX,
} from './docker-networks.ts';
import type { Simulated } from './docker-simulated.ts';

/** The replies of an Engine 28 on cgroup v2, with the fields that clients read. */

export const VM_CPUS = 12;
export const VM_MEMORY_BYTES = 48 * 1024 ** 3;

export const version = {
  Platform: { Name: 'Demo' },
  Version: '28.3.2',
  ApiVersion: '1.51',
  MinAPIVersion: '1.24',
  Os: 'linux',
  Arch: 'arm64',
  KernelVersion: '6.10.14-linuxkit',
};

export function info(containers: readonly Simulated[]) {
  const running = containers.filter(({ run }) => run.kind === 'running').length;
  return {
    ID: 'demo0000-0000-4000-8000-000000000000',
    Name: 'demo-docker',
    NCPU: VM_CPUS,
    MemTotal: VM_MEMORY_BYTES,
    ServerVersion: version.Version,
    SystemTime: new Date().toISOString(),
    OperatingSystem: 'Demo',
    OSType: version.Os,
    Architecture: 'aarch64',
    KernelVersion: version.KernelVersion,
    CgroupDriver: 'cgroupfs',
    CgroupVersion: '2',
    Containers: containers.length,
    ContainersRunning: running,
    ContainersPaused: 0,
    ContainersStopped: containers.length - running,
  };
}

/** As the engine lists them, without their containers. */
export function networkList() {
  return names().map((network) => describedNetwork(network, {}));
}

/** One network with the containers that are in it now. */
export function inspectedNetwork(key: string, containers: readonly Simulated[]) {
  const network = names().find((it) => networkName(it) === key || networkId(it) === key);
  if (network === undefined) return undefined;
  const members = containers
    .filter(({ plan, run }) => run.kind === 'running' && plan.networks.includes(network))
    .map(({ id, plan, index }) => [
      id,
      { Name: plan.name, IPv4Address: `${addressIn(network, index)}/${PREFIX}`, IPv6Address: '' },
    ]);
  return describedNetwork(network, Object.fromEntries(members));
}

function describedNetwork(network: Network, members: object) {
  return {
    Name: networkName(network),
    Id: networkId(network),
    Scope: 'local',
    Driver: 'bridge',
    EnableIPv6: false,
    IPAM: {
      Driver: 'default',
      Config: [{ Subnet: `172.${networks[network]}.0.0/${PREFIX}`, Gateway: gatewayOf(network) }],
    },
    Internal: false,
    Containers: members,
    Labels: { 'com.docker.compose.network': network, 'com.docker.compose.project': 'nautilus' },
  };
}

function names(): readonly Network[] {
  return Object.keys(networks) as Network[];
}
