import { expect, it } from '@jest/globals';
import { parseEvent } from './engine-event.ts';

const line = (over: object) =>
  JSON.stringify({
    Type: 'container',
    Action: 'die',
    Actor: { ID: 'a1b2', Attributes: { name: 'web', exitCode: '3', image: 'busybox' } },
    ...over,
  });

it('keeps the nanoseconds that a number would round', () => {
  const text = line({}).replace(/}$/, ',"time":1772442000,"timeNano":1772442000123456789}');
  expect(parseEvent(text)).toEqual({
    id: '1772442000123456789-a1b2-die',
    nanoseconds: '1772442000123456789',
    at: new Date(1_772_442_000_123),
    containerId: 'a1b2',
    name: 'web',
    action: 'die',
    argument: undefined,
    exitCode: 3,
    signal: undefined,
    oldName: undefined,
  });
});

it.each([
  {
    title: 'an action that is a word of JavaScript',
    over: { Action: 'constructor' },
    expected: { action: 'constructor' },
  },
  {
    title: 'a container without a name',
    over: { Actor: { ID: 'a1', Attributes: { name: '' } } },
    expected: { name: 'a1' },
  },
  {
    title: 'health',
    over: { Action: 'health_status: unhealthy' },
    expected: { action: 'health_status', argument: 'unhealthy' },
  },
  {
    title: 'a command inside, which is not ours',
    over: { Action: 'exec_create: sh -c true' },
    expected: { action: 'exec_create', argument: 'sh -c true' },
  },
  {
    title: 'an older engine with whole seconds only',
    over: { time: 1_772_442_000 },
    expected: { id: '1772442000000000000-a1b2-die', at: new Date(1_772_442_000_000) },
  },
  {
    title: 'no attributes',
    over: { Actor: { ID: 'a1b2c3d4e5f6a7b8', Attributes: null } },
    expected: { name: 'a1b2c3d4e5f6', exitCode: undefined },
  },
  {
    title: 'a new name',
    over: { Action: 'rename', Actor: { ID: 'a1', Attributes: { name: 'b', oldName: '/a' } } },
    expected: { name: 'b', oldName: 'a' },
  },
  {
    title: 'Podman: an end for memory, its code twice',
    over: {
      Actor: {
        ID: 'a1',
        Attributes: { exitCode: '137', containerExitCode: '137', oomKilled: 'true' },
      },
    },
    expected: { action: 'die', exitCode: 137, oomKilled: true },
  },
  {
    title: 'Podman: health in a field of its own',
    over: { Action: 'health_status', HealthStatus: 'unhealthy' },
    expected: { action: 'health_status', argument: 'unhealthy' },
  },
  {
    title: 'Podman: a removal',
    over: { Action: 'remove' },
    expected: { action: 'destroy' },
  },
  {
    title: 'an exit code that is no number',
    over: { Actor: { ID: 'a1', Attributes: { exitCode: '' } } },
    expected: { exitCode: undefined },
  },
])('$title', ({ over, expected }) => {
  expect(parseEvent(line(over))).toMatchObject(expected);
});

it.each([
  { title: 'half a line', text: '{"Type":"container","Act' },
  { title: 'another type', text: line({ Type: 'network' }) },
  { title: 'no actor', text: line({ Actor: {} }) },
  { title: 'a time between two seconds', text: line({ time: 1.5 }) },
  { title: 'not an object', text: '7' },
])('nothing for $title', ({ text }) => {
  expect(parseEvent(text)).toBeUndefined();
});
