import { expect, it } from '@jest/globals';
import type { BusLook } from './following.ts';
import { createFollowing } from './following.ts';
import type { StreamFacts } from './stream-facts.ts';

const ORDERS = 'trader-A:stream:events.order.S-1';
const QUOTES = 'trader-A:stream:data.quotes.SIM.X';
const START = 1_000_000;

/** A bus whose streams hold an entry a millisecond, from the start on. */
function bus(seconds: number, names = [QUOTES]): BusLook {
  const now = START + seconds * 1000;
  return {
    found: names.map((stream) => factsAt(stream, now)),
    foreign: [],
    nowMilliseconds: now,
    busMilliseconds: now,
    hasRestarted: false,
    wasAway: false,
    busyRatio: 1,
  };
}

function factsAt(stream: string, now: number): StreamFacts {
  const added = now - START;
  return { stream, lastId: `${now}-0`, firstId: `${START + 1}-0`, length: added, added, groups: 0 };
}

function follow() {
  const following = createFollowing({ windowSeconds: 60, kept: () => new Map() });
  /** Reads a stream up to some seconds after the start, and says whether there was more. */
  const read = (stream: string, toSeconds: number, isFull: boolean, now: number) => {
    const to = START + toSeconds * 1000;
    const position = following.places().get(stream)?.position ?? '';
    const from = Math.max(START, Number.parseInt(position, 10));
    const count = to - from;
    const upTo = (id: string) => Math.max(0, Math.min(count, Number.parseInt(id, 10) - from));
    const reads = [{ stream, entries: count, lastId: `${to}-0`, upTo, isFull }];
    following.read({ asked: 'all', reads, nowMilliseconds: START + now * 1000 });
    following.countMarketData(count, count);
  };
  return { following, read };
}

it('catches up with a backlog without leaving anything out', () => {
  const { following, read } = follow();
  following.look(bus(50));
  read(QUOTES, 20, true, 51);
  following.look(bus(52));
  expect(following.figures(START + 52_000).load).toEqual({
    kind: 'keeping_up',
    behindSeconds: 32,
  });
  read(QUOTES, 40, true, 53);
  const { passed } = following.look(bus(54));
  expect(passed).toBeUndefined();
  read(QUOTES, 56, false, 56);
  following.look(bus(56));
  expect(following.figures(START + 56_000)).toMatchObject({
    load: { kind: 'keeping_up', behindSeconds: 0 },
    samplingRatio: 1,
    lostEntries: 0,
    streams: 1,
  });
});

it('passes over market data that it cannot keep up with, counts it, and comes back', () => {
  const { following, read } = follow();
  following.look(bus(2));
  read(QUOTES, 2, false, 2);
  read(QUOTES, 3, true, 4);
  expect(following.look(bus(4)).passed).toBeUndefined();
  read(QUOTES, 3.5, true, 6);
  expect(following.look(bus(6)).passed).toEqual({
    entries: 2500,
    fromMilliseconds: START + 4000,
    toMilliseconds: START + 6000,
  });
  expect(following.share()).toBe(1 / 16);
  expect(following.places().get(QUOTES)).toMatchObject({ position: `${START + 6000}-0` });
  const { samplingRatio, lostEntries } = following.figures(START + 6000);
  expect(samplingRatio).toBeCloseTo(3500 / 6000);
  expect(lostEntries).toBe(0);
  for (const seconds of [8, 10, 12, 14]) {
    read(QUOTES, seconds, false, seconds);
    following.look({ ...bus(seconds), busyRatio: 0.2 });
  }
  expect(following.share()).toBe(1);
});

it('never passes over orders, however far behind they are', () => {
  const { following, read } = follow();
  following.look(bus(2, [ORDERS]));
  read(ORDERS, 2, false, 2);
  for (const seconds of [4, 6, 8, 10, 12]) {
    read(ORDERS, 2 + seconds / 10, true, seconds);
    expect(following.look(bus(seconds, [ORDERS])).passed).toBeUndefined();
  }
  expect(following.figures(START + 12_000).load).toMatchObject({
    kind: 'overloaded',
    behindSeconds: 8.8,
  });
  expect(following.places().get(ORDERS)?.position).toBe(`${START + 3200}-0`);
});

it('keeps for the next run what is there, and not what is gone', () => {
  const { following, read } = follow();
  following.look(bus(2, [ORDERS, QUOTES]));
  read(QUOTES, 2, false, 2);
  following.look(bus(4, [QUOTES]));
  expect(following.keep()).toEqual(
    new Map([[QUOTES, { id: `${START + 2000}-0`, accounted: 2000 }]]),
  );
  expect(following.figures(START + 4000)).toMatchObject({ streams: 1, streamResets: 0 });
});

it('says nothing of losses before it has looked, and of a Redis that does not count', () => {
  const { following } = follow();
  expect(following.figures(START).lostEntries).toBeUndefined();
  const found = [{ ...factsAt(QUOTES, START + 2000), added: undefined }];
  following.look({ ...bus(2), found });
  expect(following.figures(START).lostEntries).toBeUndefined();
});
