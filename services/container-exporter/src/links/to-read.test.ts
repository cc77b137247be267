import { expect, it } from '@jest/globals';
import { Inspected } from '../replies/inspected.ts';
import { Listed } from '../replies/listed.ts';
import { containersToRead } from './to-read.ts';

function found(name: string, over: { mode?: string; state?: string; pid?: number | null } = {}) {
  const { mode = 'bridge', state = 'running', pid = 7 } = over;
  return {
    listed: Listed.parse({ Id: `id-${name}`, Names: [`/${name}`], State: state }),
    inspected: Inspected.parse({
      Id: `id-${name}`,
      Name: `/${name}`,
      State: { Status: state, Pid: pid },
      HostConfig: { NetworkMode: mode },
    }),
  };
}

it('reads running containers with a network of their own', () => {
  const { targets, onHost } = containersToRead([
    found('web'),
    found('held', { state: 'paused', pid: 8 }),
    found('stopped', { state: 'exited', pid: 0 }),
    found('starting', { pid: 0 }),
    found('unknown', { pid: null }),
    found('sidekick', { mode: `container:${'ab'.repeat(32)}` }),
    found('alone', { mode: 'none' }),
    found('onhost', { mode: 'host' }),
    found('off', { mode: 'host', state: 'exited' }),
    { ...found('new'), inspected: undefined },
  ]);
  expect(targets).toEqual([
    { id: 'id-web', pid: 7, name: 'web' },
    { id: 'id-held', pid: 8, name: 'held' },
  ]);
  expect(onHost).toEqual(['onhost']);
});
