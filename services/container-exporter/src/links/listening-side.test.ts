import { expect, it } from '@jest/globals';
import { listeningSide } from './listening-side.ts';

it.each([
  { title: 'a client', local: [40_000, false], remote: [5432, true], side: 'remote' },
  { title: 'a server', local: [5432, true], remote: [40_000, false], side: 'local' },
  {
    title: 'a server on a high port',
    local: [50_000, true],
    remote: [40_000, false],
    side: 'local',
  },
  {
    title: 'the same port on both sides, one listens',
    local: [9000, true],
    remote: [9000, false],
    side: 'local',
  },
  {
    title: 'a given port on which something listens since',
    local: [40_000, true],
    remote: [5432, true],
    side: 'remote',
  },
  {
    title: 'the same port on both sides, both listen',
    local: [9000, true],
    remote: [9000, true],
    side: undefined,
  },
  { title: 'a listener that closed', local: [5432, false], remote: [40_000, false], side: 'local' },
  {
    title: 'no listener, both given',
    local: [40_000, false],
    remote: [40_001, false],
    side: undefined,
  },
  {
    title: 'a client of one unread',
    local: [40_000, false],
    remote: [5432, undefined],
    side: 'remote',
  },
  {
    title: 'a server of one unread',
    local: [5432, true],
    remote: [40_000, undefined],
    side: 'local',
  },
  {
    title: 'a server on a high port, of one unread',
    local: [50_000, true],
    remote: [1234, undefined],
    side: 'local',
  },
  {
    title: 'a client on a high port of one unread',
    local: [40_000, false],
    remote: [50_000, undefined],
    side: 'remote',
  },
] as const)('$title', ({ local, remote, side }) => {
  const [localPort, isLocal] = local;
  const [remotePort, isRemote] = remote;
  expect(
    listeningSide(
      { port: localPort, isListening: isLocal },
      { port: remotePort, isListening: isRemote },
    ),
  ).toBe(side);
});
