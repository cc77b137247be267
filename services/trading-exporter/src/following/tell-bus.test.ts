import { expect, it } from '@jest/globals';
import type { BusFacts } from './tell-bus.ts';
import { tellBus } from './tell-bus.ts';

const well: BusFacts = {
  streams: 3,
  leftOut: 0,
  refused: 0,
  ahead: 0,
  farClockSeconds: undefined,
  playedMilliseconds: undefined,
  load: { kind: 'keeping_up', behindSeconds: 0 },
  isCounted: true,
  isReplica: false,
  clockStepSeconds: undefined,
};

it('has nothing to say of a bus that is well', () => {
  expect(tellBus(well)).toBeUndefined();
});

it.each<{ readonly given: Partial<BusFacts>; readonly says: string }>([
  { given: { leftOut: 4 }, says: 'at least 4 streams are not read' },
  { given: { refused: 2 }, says: '2 streams may not be read by its user: allow XINFO and XREAD' },
  { given: { streams: 0 }, says: 'no stream there fits TRADING_STREAMS' },
  {
    given: { load: { kind: 'overloaded', behindSeconds: 3, share: 1 / 16 } },
    says: 'one of 16 market data entries is measured, the rest is counted',
  },
  {
    given: { load: { kind: 'overloaded', behindSeconds: 3, share: 1 / 2 }, isCounted: false },
    says: 'one of 2 market data entries is measured, how many are passed over is not known',
  },
  { given: { ahead: 1 }, says: '1 of 3 streams give out ids from the future' },
  {
    given: { playedMilliseconds: Date.UTC(2020, 8, 13) },
    says: 'a recording is played there: entries of 2020-09-13',
  },
  {
    given: { playedMilliseconds: 1.8e19 },
    says: 'a recording is played there: entries of +275760',
  },
  {
    given: { farClockSeconds: 3600.2 },
    says: 'its clock is 3600 s ahead of ours: set one of the two',
  },
  { given: { farClockSeconds: -61 }, says: 'its clock is 61 s behind ours' },
  {
    given: { clockStepSeconds: -0.3 },
    says: 'clock step: its clock and ours moved apart by -0.300 s',
  },
  { given: { isReplica: true }, says: 'it is a replica' },
  { given: { isCounted: false }, says: 'losses are not known' },
])('tellBus: $says', ({ given, says }) => {
  expect(tellBus({ ...well, ...given })).toContain(says);
});

it('says everything that is particular', () => {
  expect(tellBus({ ...well, isReplica: true, clockStepSeconds: 1 })).toMatch(
    /^clock step.*; it is a replica/,
  );
});
