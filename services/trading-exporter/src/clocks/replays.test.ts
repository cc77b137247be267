import { expect, it } from '@jest/globals';
import { createReplays, isReplayed } from './replays.ts';

const NOW = 1_767_623_400_000;
const HOUR = 3_600_000;

const message = (engineMilliseconds: number | undefined, entryMilliseconds = NOW) => ({
  engineMilliseconds,
  entryMilliseconds,
  atMilliseconds: NOW,
});

it.each([
  { title: 'a time of now', times: [NOW - 5], replayed: [false] },
  { title: 'one an hour off', times: [NOW - HOUR, NOW + HOUR], replayed: [false, false] },
  { title: 'one of another day', times: [NOW - HOUR - 1], replayed: [true] },
  { title: 'one of tomorrow', times: [NOW + HOUR + 1], replayed: [true] },
  { title: 'none at all', times: [undefined], replayed: [false] },
  { title: 'none, of one that replays', times: [0, undefined], replayed: [true, true] },
  { title: 'one that fits again', times: [0, NOW, undefined], replayed: [true, false, false] },
])('a message with $title', ({ times, replayed }) => {
  const producer = createReplays().producer('bus', 'DESK-7');
  expect(times.map((time) => isReplayed(producer, message(time)))).toEqual(replayed);
});

it('goes by the time that the bus had it, not by the time of reading', () => {
  const producer = createReplays().producer('bus', 'DESK-7');
  const yesterday = NOW - 24 * HOUR;
  expect(isReplayed(producer, message(yesterday, yesterday + 3))).toBe(false);
});

it('takes a bus for live whose own clock is hours off, as that of a machine that slept may be', () => {
  const producer = createReplays().producer('bus', 'DESK-7');
  expect(isReplayed(producer, message(NOW, NOW - 8 * HOUR))).toBe(false);
});

it('names who replays and what day, as long as it does', () => {
  const replays = createReplays();
  expect(replays.tell('bus', NOW, 60_000)).toBeUndefined();
  isReplayed(replays.producer('bus', 'DESK-7'), message(Date.parse('2024-03-08T14:30:00Z')));
  isReplayed(replays.producer('bus', 'LIVE-1'), message(NOW));
  expect(replays.tell('bus', NOW, 60_000)).toBe(
    'trader DESK-7 plays 2024-03-08: a replay, left out of all figures',
  );
  expect(replays.tell('another bus', NOW, 60_000)).toBeUndefined();
  expect(replays.tell('bus', NOW + 60_001, 60_000)).toBeUndefined();
  isReplayed(replays.producer('bus', 'DESK-7'), message(NOW));
  expect(replays.tell('bus', NOW, 60_000)).toBeUndefined();
});

it('names three of many', () => {
  const replays = createReplays();
  for (let number = 1; number <= 1200; number++)
    isReplayed(replays.producer('bus', `D-${number}`), message(0));
  expect(replays.tell('bus', NOW, 60_000)).toBe(
    'trader D-201 plays 1970-01-01, D-202 plays 1970-01-01, D-203 plays 1970-01-01 and 997 more: a replay, left out of all figures',
  );
});
