import { expect, it } from '@jest/globals';
import { candidate } from './fixtures/candidates.ts';
import type { Vantage } from './vantage.ts';
import { vantageOf } from './vantage.ts';

const networks = { fleet: { IPAddress: '172.18.0.9' }, proxy: { IPAddress: '172.19.0.9' } };
const cases: readonly {
  readonly title: string;
  readonly own: string | undefined;
  readonly candidates: Parameters<typeof vantageOf>[0]['candidates'];
  readonly vantage: Vantage;
}[] = [
  {
    title: 'natively',
    own: undefined,
    candidates: [candidate()],
    vantage: { kind: 'linux', machine: 'desk' },
  },
  {
    title: 'in a container, on the networks of it',
    own: 'self',
    candidates: [candidate(), candidate({ id: 'self', networks })],
    vantage: { kind: 'container', dockerEngineId: 'vm-id', networks: ['fleet', 'proxy'] },
  },
  {
    title: 'in the network of another container',
    own: 'self',
    candidates: [
      candidate({ id: 'self', mode: 'container:pod' }),
      candidate({ id: 'pod', networks }),
    ],
    vantage: { kind: 'container', dockerEngineId: 'vm-id', networks: ['fleet', 'proxy'] },
  },
  {
    title: 'in a container on the network of its host, which is the machine of the engine',
    own: 'self',
    candidates: [candidate({ id: 'self', mode: 'host' })],
    vantage: { kind: 'linux', machine: 'vm' },
  },
  {
    title: 'in a container of an engine that is not read',
    own: 'self',
    candidates: [candidate()],
    vantage: { kind: 'container', networks: [] },
  },
  {
    title: 'in a container that is not described yet',
    own: 'self',
    candidates: [candidate({ id: 'self', inspected: undefined })],
    vantage: { kind: 'container', dockerEngineId: 'vm-id', networks: [] },
  },
];
it.each(cases)('$title', ({ own, candidates, vantage }) => {
  const machine = 'desk';
  expect(vantageOf({ system: 'linux', machine, ownContainerId: own, candidates })).toEqual(vantage);
});
