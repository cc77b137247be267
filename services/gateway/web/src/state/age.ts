import { secondsSince } from '../words/time.ts';
import type { Board, Received } from './board.ts';

type Aged = {
  readonly age_seconds: number;
  readonly stale: boolean;
  readonly interval_seconds: number;
};

/** How old a sample is, whichever clock it was taken by; stale is older than three intervals. */
export type Age = { readonly seconds: number; readonly stale: boolean };

/** Its age when it arrived, and what has passed here since. */
export function ageOf({ sample, receivedAt }: Received<Aged>, now: Date): Age {
  const seconds = sample.age_seconds + secondsSince(receivedAt, now);
  // A second of grace: the page's clock ticks once a second, and the network takes its time.
  return { seconds, stale: sample.stale || seconds > 3 * sample.interval_seconds + 1 };
}

export type DataAge =
  | { readonly kind: 'none' }
  | { readonly kind: 'fresh'; readonly seconds: number }
  | { readonly kind: 'stale'; readonly what: readonly string[]; readonly seconds: number };

/** One word on all samples of a host: fresh only if every one of them is. */
export function dataAge(board: Board, host: string | undefined, now: Date): DataAge {
  if (host === undefined) return { kind: 'none' };
  const samples: readonly (readonly [string, Received<Aged> | undefined])[] = [
    ['hardware', board.hardware.get(host)],
    ['containers', board.containers.get(host)],
    ['trading', board.trading.get(host)],
  ];
  const ages = samples.flatMap(([what, received]) =>
    received === undefined ? [] : [{ what, ...ageOf(received, now) }],
  );
  const stale = ages.filter((age) => age.stale);
  if (ages.length === 0) return { kind: 'none' };
  if (stale.length === 0)
    return { kind: 'fresh', seconds: Math.min(...ages.map((a) => a.seconds)) };
  return {
    kind: 'stale',
    what: stale.map(({ what }) => what),
    seconds: Math.max(...stale.map(({ seconds }) => seconds)),
  };
}
