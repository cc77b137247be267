import type { Context } from '@m4max/service-kit';
import type { Happening } from '../following/choose-places.ts';
import type { FollowingFigures } from '../following/following.ts';

/** Names in one line; a bus that was flushed has hundreds. */
const NAMED_STREAMS = 10;
const LOSSES_EVERY_MILLISECONDS = 60_000;

const texts: Readonly<Record<Happening['what'], string>> = {
  vanished: 'streams are gone, waiting for their return',
  made_anew: 'streams were made anew, reading what is new in them',
  restored_older: 'server came back with older copies of streams, reading on after them',
  renamed: 'streams were renamed, reading on under the new names',
  other_type: 'keys are no streams any more, not reading them',
};

/** Says what happened to the streams of a bus: once, one line for all to which the same happened. */
export function logFollowing(
  log: Context<unknown>['log'],
  bus: string,
): (happenings: readonly Happening[], figures: FollowingFigures, nowMilliseconds: number) => void {
  let toldLost = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let wasOverloaded = false;

  return (happenings, { load, lostEntries }, nowMilliseconds) => {
    for (const what of Object.keys(texts) as Happening['what'][]) {
      const streams = happenings.filter((happening) => happening.what === what);
      if (streams.length === 0) continue;
      const named = streams.slice(0, NAMED_STREAMS).map(({ stream }) => stream);
      log.warn(texts[what], { bus, number: streams.length, streams: named });
    }
    const lost = (lostEntries ?? 0) - toldLost;
    if (lost > 0 && nowMilliseconds - toldAt > LOSSES_EVERY_MILLISECONDS) {
      log.warn('entries were removed before they were read', { bus, entries: lost });
      toldLost += lost;
      toldAt = nowMilliseconds;
    }
    const isOverloaded = load.kind === 'overloaded';
    if (isOverloaded && !wasOverloaded)
      log.warn('reading does not keep up, measuring a part of the market data', {
        bus,
        behindSeconds: load.behindSeconds,
      });
    if (!isOverloaded && wasOverloaded) log.info('measuring all market data again', { bus });
    wasOverloaded = isOverloaded;
  };
}
