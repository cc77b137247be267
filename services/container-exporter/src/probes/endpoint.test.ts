import { expect, it } from '@jest/globals';
import type { Candidate } from './candidate.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointOf } from './endpoint.ts';
import { candidate } from './fixtures/candidates.ts';
import type { Vantage } from './vantage.ts';

const mac: Vantage = { kind: 'mac' };
const here: Vantage = { kind: 'linux', machine: 'vm' };
const elsewhere: Vantage = { kind: 'linux', machine: 'desk' };
const inside: Vantage = { kind: 'container', dockerEngineId: 'vm-id', networks: ['shared'] };
const apart: Vantage = { kind: 'container', dockerEngineId: 'other-id', networks: ['shared'] };
const unseen: Vantage = { kind: 'container', networks: [] };

const bound = (...bindings: (readonly [HostIp: string, HostPort: string])[]) => ({
  '8000/tcp': bindings.map(([HostIp, HostPort]) => ({ HostIp, HostPort })),
});
const far = { id: 'far-id', name: 'far', remoteHost: 'server.example' };
const shared = { shared: { IPAddress: '172.18.0.5' } };
const own = { other: { IPAddress: '172.19.0.5' } };

function endpoint(its: Candidate, vantage: Vantage, others: readonly Candidate[] = []): Endpoint {
  return endpointOf({ candidate: its, candidates: [its, ...others], port: 8000, vantage });
}

const owner = candidate({ id: 'b2', name: 'pod', networks: shared, ports: bound(['', '18200']) });

type Case = {
  readonly title: string;
  readonly vantage: Vantage;
  readonly its: Candidate;
  readonly others?: readonly Candidate[];
};

const reached: readonly (Case & { readonly authority: string })[] = [
  {
    title: 'the address on a network that both share, before a published port',
    vantage: inside,
    its: candidate({ networks: { ...own, ...shared }, ports: bound(['0.0.0.0', '18200']) }),
    authority: '172.18.0.5:8000',
  },
  {
    title: 'an IPv6 address where the shared network has no other',
    vantage: inside,
    its: candidate({ networks: { shared: { IPAddress: '', GlobalIPv6Address: 'fd00::5' } } }),
    authority: '[fd00::5]:8000',
  },
  {
    title: 'from a container, the port that is published outside',
    vantage: inside,
    its: candidate({ networks: own, ports: bound(['0.0.0.0', '18200'], ['::', '18200']) }),
    authority: 'host.docker.internal:18200',
  },
  {
    title:
      'from a container on another engine, the published port, whatever its networks are called',
    vantage: apart,
    its: candidate({ networks: shared, ports: bound(['', '18200']) }),
    authority: 'host.docker.internal:18200',
  },
  {
    title: 'from a container that no engine shows, the published port',
    vantage: unseen,
    its: candidate({ networks: shared, ports: bound(['0.0.0.0', '18200']) }),
    authority: 'host.docker.internal:18200',
  },
  {
    title: 'from a container, a port that is published on an address of the LAN only',
    vantage: inside,
    its: candidate({ networks: own, ports: bound(['192.0.2.7', '80']) }),
    authority: '192.0.2.7:80',
  },
  {
    title: 'the published port on the loopback',
    vantage: mac,
    its: candidate({ networks: own, ports: bound(['0.0.0.0', '18200']) }),
    authority: '127.0.0.1:18200',
  },
  {
    title: 'the loopback address that it is published on',
    vantage: elsewhere,
    its: candidate({ ports: bound(['127.0.0.53', '18200']) }),
    authority: '127.0.0.53:18200',
  },
  {
    title: 'a port published on IPv6 only',
    vantage: mac,
    its: candidate({ ports: bound(['::', '81']) }),
    authority: '[::1]:81',
  },
  {
    title: 'a port published on the LAN and the loopback',
    vantage: mac,
    its: candidate({ ports: bound(['192.0.2.7', '80'], ['::1', '81'], ['127.0.0.1', '82']) }),
    authority: '127.0.0.1:82',
  },
  {
    title: 'a port published on the LAN only, over IPv6',
    vantage: mac,
    its: candidate({ ports: bound(['2001:db8::7', '80']) }),
    authority: '[2001:db8::7]:80',
  },
  {
    title: 'the machine of an engine that is reached over a network',
    vantage: mac,
    its: candidate({ dockerEngine: far, ports: bound(['0.0.0.0', '18200']) }),
    authority: 'server.example:18200',
  },
  {
    title: 'from a container too',
    vantage: inside,
    its: candidate({ dockerEngine: far, networks: shared, ports: bound(['', '18200']) }),
    authority: 'server.example:18200',
  },
  {
    title: 'the machine around the container when its own engine is read through a proxy',
    vantage: inside,
    its: candidate({ dockerEngine: { remoteHost: 'socket-proxy' }, ports: bound(['', '18200']) }),
    authority: 'host.docker.internal:18200',
  },
  {
    title: 'the binding that has a port already',
    vantage: mac,
    its: candidate({ ports: bound(['0.0.0.0', ''], ['0.0.0.0', '0'], ['127.0.0.1', '18200']) }),
    authority: '127.0.0.1:18200',
  },
  {
    title: 'the container’s own address on the machine that runs the engine',
    vantage: here,
    its: candidate({ ports: { '8000/tcp': null }, networks: own }),
    authority: '172.19.0.5:8000',
  },
  {
    title: 'the host’s network on the machine that runs the engine',
    vantage: here,
    its: candidate({ mode: 'host' }),
    authority: '127.0.0.1:8000',
  },
  {
    title: 'the ports of the container whose network it uses',
    vantage: mac,
    its: candidate({ mode: 'container:b2' }),
    others: [owner],
    authority: '127.0.0.1:18200',
  },
  {
    title: 'the address of the container whose network it uses, by name',
    vantage: inside,
    its: candidate({ mode: 'container:pod' }),
    others: [owner],
    authority: '172.18.0.5:8000',
  },
];
it.each(reached)('asks $title', ({ vantage, its, others, authority }) => {
  expect(endpoint(its, vantage, others)).toEqual({ kind: 'reached', authority });
});

const doubtful: typeof reached = [
  {
    title: 'from a container, a port that is published on the loopback only',
    vantage: inside,
    its: candidate({ networks: own, ports: bound(['127.0.0.1', '18200']) }),
    authority: 'host.docker.internal:18200',
  },
  {
    title: 'on a Mac, the network of the virtual machine',
    vantage: mac,
    its: candidate({ mode: 'host' }),
    authority: '127.0.0.1:8000',
  },
  {
    title: 'from a container, the network of the host',
    vantage: inside,
    its: candidate({ mode: 'host' }),
    authority: 'host.docker.internal:8000',
  },
];
it.each(doubtful)('asks with a doubt: $title', ({ vantage, its, authority }) => {
  const doubt = expect.stringContaining('nothing answers');
  expect(endpoint(its, vantage)).toEqual({ kind: 'reached', authority, doubt });
});

const outOfReach: readonly (Case & { readonly reason: string })[] = [
  {
    title: 'unpublished on a Mac',
    vantage: mac,
    its: candidate({ networks: shared }),
    reason:
      'its port 8000 is not published, and a Mac cannot reach containers otherwise: publish it (ports: "127.0.0.1:8000:8000")',
  },
  {
    title: 'published for UDP only',
    vantage: mac,
    its: candidate({ ports: { '8000/udp': [{ HostIp: '', HostPort: '8000' }] } }),
    reason: 'its port 8000 is published for UDP only, and',
  },
  {
    title: 'another port is published',
    vantage: mac,
    its: candidate({ ports: { '9000/tcp': [{ HostIp: '', HostPort: '8000' }] } }),
    reason: 'its port 8000 is not published',
  },
  {
    title: 'in a virtual machine on Linux',
    vantage: elsewhere,
    its: candidate({ networks: own }),
    reason: "and the Docker Engine vm is not this machine's own",
  },
  {
    title: 'without a network',
    vantage: here,
    its: candidate({ mode: 'none', networks: { none: { IPAddress: '' } } }),
    reason: 'its container has no address of its own: give it a network',
  },
  {
    title: 'unpublished on another machine',
    vantage: mac,
    its: candidate({ dockerEngine: far, networks: shared }),
    reason: 'and its Docker Engine is on server.example: publish it (ports: "8000:8000")',
  },
  {
    title: 'published on the loopback of another machine',
    vantage: here,
    its: candidate({ dockerEngine: far, ports: bound(['127.0.0.1', '18200']) }),
    reason: 'its port is published on 127.0.0.1 of server.example only',
  },
  {
    title: 'on another network',
    vantage: inside,
    its: candidate({ networks: own }),
    reason: 'it shares no network with this exporter: put both on one network',
  },
  {
    title: 'on another engine',
    vantage: apart,
    its: candidate({ networks: shared }),
    reason: 'on another Docker Engine than this exporter',
  },
  {
    title: 'seen from a container that no engine shows',
    vantage: unseen,
    its: candidate({ networks: shared }),
    reason: 'own container is on none of the Docker Engines',
  },
  {
    title: 'in the network of one that is gone',
    vantage: mac,
    its: candidate({ mode: 'container:c3' }),
    reason: 'the network of a container that is not there',
  },
  {
    title: 'in the network of one on another engine',
    vantage: mac,
    its: candidate({ mode: 'container:b2' }),
    others: [candidate({ id: 'b2', dockerEngine: { id: 'other-id' } })],
    reason: 'the network of a container that is not there',
  },
  {
    title: 'each in the network of the other',
    vantage: mac,
    its: candidate({ mode: 'container:b2' }),
    others: [candidate({ id: 'b2', mode: 'container:a1' })],
    reason: 'the network of a container that is not there',
  },
  {
    title: 'not described yet',
    vantage: mac,
    its: candidate({ inspected: undefined }),
    reason: 'has not described its container yet',
  },
];
it.each(outOfReach)('cannot ask: $title', ({ vantage, its, others, reason }) => {
  expect(endpoint(its, vantage, others)).toEqual({
    kind: 'out of reach',
    reason: expect.stringContaining(reason),
  });
});
