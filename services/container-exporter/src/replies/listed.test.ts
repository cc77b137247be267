import { expect, it } from '@jest/globals';
import { healthOf, stateOf } from '../containers/state.ts';
import { Listed, nameOf, networksOf } from './listed.ts';

/** Entries of `/containers/json` as three kinds of engines write them. */
const entries = [
  {
    title: 'Engine 20.10: health in words, a name of a link before its own',
    entry: {
      Id: 'a1'.repeat(32),
      Names: ['/proxy/backend', '/web'],
      Image: 'nautilus/web:1',
      ImageID: `sha256:${'0'.repeat(64)}`,
      Command: 'docker-entrypoint.sh',
      Created: 1_772_442_000,
      Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }],
      Labels: {},
      State: 'running',
      Status: 'Up 2 hours (unhealthy)',
      HostConfig: { NetworkMode: 'default' },
      NetworkSettings: {
        Networks: {
          bridge: {
            IPAMConfig: null,
            Links: null,
            Aliases: null,
            NetworkID: 'b2'.repeat(32),
            EndpointID: 'c3'.repeat(32),
            Gateway: '172.17.0.1',
            IPAddress: '172.17.0.2',
            IPPrefixLen: 16,
            IPv6Gateway: '',
            GlobalIPv6Address: '',
            GlobalIPv6PrefixLen: 0,
            MacAddress: '02:42:ac:11:00:02',
            DriverOpts: null,
          },
        },
      },
      Mounts: [],
    },
    is: { name: 'web', state: 'running', health: 'unhealthy', networks: ['bridge'] },
  },
  {
    title: 'Engine 29, API 1.52: health in a field, which says none too',
    entry: {
      Id: 'a1'.repeat(32),
      Names: ['/web'],
      Image: 'nautilus/web:1',
      ImageManifestDescriptor: { platform: { os: 'linux', architecture: 'arm64' } },
      Labels: null,
      State: 'restarting',
      Status: 'Restarting (139) 2 seconds ago',
      Health: { Status: 'none', FailingStreak: 0 },
      NetworkSettings: { Networks: { web: null } },
    },
    is: { name: 'web', state: 'restarting', health: 'none', networks: ['web'] },
  },
  {
    title: 'Engine 29: starting',
    entry: {
      Id: 'a1',
      Names: ['/web'],
      State: 'running',
      Status: 'Up 2 seconds (health: starting)',
      Health: { Status: 'starting', FailingStreak: 1 },
    },
    is: { name: 'web', state: 'running', health: 'starting', networks: [] },
  },
  {
    title: 'Podman: states of its own, no health',
    entry: {
      Id: 'd4'.repeat(32),
      Names: ['/feed'],
      Image: 'localhost/feed:latest',
      Labels: { 'io.podman.compose.project': 'desk' },
      State: 'configured',
      Status: 'Created',
      NetworkSettings: { Networks: { podman: { IPAddress: '', IPPrefixLen: 0 } } },
    },
    is: { name: 'feed', state: 'created', health: 'none', networks: ['podman'] },
  },
  {
    title: 'nulls everywhere',
    entry: {
      Id: 'e5'.repeat(32),
      ...{ Names: null, Image: null, Labels: null, State: null, Status: null, Health: null },
      NetworkSettings: null,
    },
    is: { name: 'e5e5e5e5e5e5', state: 'dead', health: 'none', networks: [] },
  },
];

it.each(entries)('$title', ({ entry, is }) => {
  const listed = Listed.parse(entry);
  expect({
    name: nameOf(listed),
    state: stateOf(listed.State),
    health: healthOf(listed, undefined),
    networks: networksOf(listed).map(([name]) => name),
  }).toEqual(is);
});
