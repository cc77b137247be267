import { expect, it } from '@jest/globals';
import type { ContainerEvent } from '@m4max/contracts';
import type { EngineEvent } from '../replies/engine-event.ts';
import { Inspected } from '../replies/inspected.ts';
import { Listed } from '../replies/listed.ts';
import { observeContainers } from './observed-containers.ts';

const signal = new AbortController().signal;
const now = { isPast: false, isEngineBack: false };
const START = Date.parse('2026-03-02T09:00:00Z');
const moment = (second: number) => new Date(START + second * 1000).toISOString();

const inspected = (state: object, restartCount = 0) =>
  Inspected.parse({
    Id: 'a1',
    Name: '/web',
    RestartCount: restartCount,
    State: { Status: 'running', StartedAt: moment(0), ...state },
    HostConfig: { RestartPolicy: { Name: 'always' } },
  });
const event = (action: string, second: number, exitCode?: number): EngineEvent => {
  const at = new Date(START + second * 1000);
  const nanoseconds = `${at.getTime()}000000`;
  return {
    id: `${nanoseconds}-a1-${action}`,
    nanoseconds,
    at,
    containerId: 'a1',
    name: 'web',
    action,
    argument: undefined,
    exitCode,
    signal: undefined,
    oldName: undefined,
  };
};
const listed = Listed.parse({ Id: 'a1', Names: ['/web'], State: 'running' });

/** Containers of an engine whose inspections are answered by hand. */
function observed() {
  const events: ContainerEvent[] = [];
  let answer: Inspected | Promise<Inspected> = inspected({});
  const containers = observeContainers({
    client: {
      inspect: async () => answer,
      stats: () => Promise.reject(new Error('not asked for')),
    },
    host: 'mac',
    engineId: 'E',
    write: (it) => events.push(it),
  });
  return {
    containers,
    told: () => events.map(({ what }) => what),
    restarts: () => containers.known(listed).life?.restarts,
    reply: (next: Inspected | Promise<Inspected>) => {
      answer = next;
    },
  };
}

it('counts nothing by inspecting while events are not heard', async () => {
  const { containers, told, reply } = observed();
  reply(inspected({ Status: 'exited', FinishedAt: moment(5), ExitCode: 3 }));
  await containers.inspect('a1', signal);
  expect(containers.known(listed).life?.exit?.code).toBe(3);
  reply(inspected({ StartedAt: moment(10) }, 1));
  containers.follow(true);
  await containers.inspect('a1', signal);
  containers.follow(false);
  reply(inspected({ StartedAt: moment(60) }, 4));
  await containers.inspect('a1', signal);
  expect(containers.known(listed).life).toMatchObject({ untoldSince: undefined });
  expect(told()).toEqual([]);
});

it('takes no inspection for news that an event has overtaken', async () => {
  const { containers, told, reply, restarts } = observed();
  containers.follow(true);
  await containers.inspect('a1', signal);
  containers.known(listed);
  let answerOld: (old: Inspected) => void = () => undefined;
  reply(
    new Promise((resolve) => {
      answerOld = resolve;
    }),
  );
  const late = containers.inspect('a1', signal);
  reply(inspected({ StartedAt: moment(60) }, 1));
  await containers.hear(event('die', 59, 1), now, signal);
  await containers.hear(event('start', 60), now, signal);
  answerOld(inspected({}));
  await late;
  expect(told()).toEqual(['crashed', 'restarted_by_policy']);
  expect(restarts()).toEqual({ policy: 0, manual: 0, oom: 0, crash: 1 });
  expect(containers.isInspectionDue(listed)).toBe(true);
});

it('takes nothing for lost while events are being told, for more may wait behind them', async () => {
  const { containers, reply } = observed();
  containers.follow(true);
  await containers.inspect('a1', signal);
  let answerOther: (other: Inspected) => void = () => undefined;
  reply(
    new Promise((resolve) => {
      answerOther = resolve;
    }),
  );
  const hearing = containers.hear({ ...event('die', 59, 1), containerId: 'b2' }, now, signal);
  reply(inspected({ StartedAt: moment(60) }, 1));
  await containers.inspect('a1', signal);
  expect(containers.known(listed).life?.untoldSince).toBeUndefined();
  expect(containers.isInspectionDue(listed)).toBe(true);
  answerOther(inspected({}));
  await hearing;
  await containers.inspect('a1', signal);
  expect(containers.known(listed).life?.untoldSince).toBeDefined();
});

it('explains with past events, and neither counts nor tells them', async () => {
  const { containers, told, restarts, reply } = observed();
  const past = { isPast: true, isEngineBack: false };
  await containers.hear(event('start', 0), past, signal);
  await containers.hear(event('die', 10, 1), past, signal);
  reply(inspected({ StartedAt: moment(11) }, 1));
  await containers.hear(event('start', 11), past, signal);
  await containers.hear(event('die', 20, 2), past, signal);
  reply(inspected({ StartedAt: moment(21) }, 2));
  await containers.hear(event('start', 21), now, signal);
  containers.known(listed);
  expect(told()).toEqual(['restarted_by_policy']);
  expect(restarts()).toEqual({ policy: 0, manual: 0, oom: 0, crash: 1 });
});

it('does not tell again what the process before it told of a container that could not start', async () => {
  const { containers, told, reply } = observed();
  await containers.hear(event('create', 0), { isPast: true, isEngineBack: false }, signal);
  containers.follow(true);
  reply(inspected({ Status: 'created', StartedAt: null, ExitCode: 127, Error: 'not found' }));
  await containers.inspect('a1', signal);
  expect(containers.known(listed).life?.exit?.code).toBe(127);
  expect(told()).toEqual([]);
});

it('forgets a removed container, and does not let a late reply bring it back', async () => {
  const { containers, told } = observed();
  containers.follow(true);
  await containers.inspect('a1', signal);
  const late = containers.inspect('a1', signal);
  await containers.hear(event('destroy', 5), now, signal);
  await late;
  expect(told()).toEqual(['removed']);
  expect(containers.isGone('a1')).toBe(true);
  expect(containers.ids()).toEqual([]);
});
