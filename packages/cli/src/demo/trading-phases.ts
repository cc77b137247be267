/** The simulated trading day: ten minutes long as the simulated Mac's, whose bustle gives its pressure. */
import type { SessionsFile } from '@m4max/contracts';
import { bustle, DAY_SECONDS } from './simulated-mac.ts';

export type Venue = 'BINANCE' | 'IBKR';

/**
 * - `night`: the exchange is closed, crypto goes on
 * - `open`: the opening, with a burst of quotes and orders
 * - `midday`: quiet
 * - `news`: many quotes in a few milliseconds, again and again
 * - `hang`: orders at the exchange get no answer
 * - `outage`: the crypto node has lost its connection
 * - `replay`: it is back and repeats what it said, and the history that strategies ask for
 * - `close`: the end of the exchange's day
 */
type Phase = 'night' | 'open' | 'midday' | 'news' | 'hang' | 'outage' | 'replay' | 'close';

/** From which second of the day; sessions change on whole minutes, as calendars have them. */
const PHASES: readonly { readonly phase: Phase; readonly from: number }[] = [
  { phase: 'night', from: 0 },
  { phase: 'open', from: 60 },
  { phase: 'midday', from: 130 },
  { phase: 'news', from: 190 },
  { phase: 'midday', from: 194 },
  { phase: 'hang', from: 250 },
  { phase: 'midday', from: 270 },
  { phase: 'outage', from: 350 },
  { phase: 'replay', from: 354 },
  { phase: 'midday', from: 360 },
  { phase: 'close', from: 480 },
  { phase: 'night', from: 540 },
];
/** Share of the bustle over which the platform feels no pressure, and over which it feels all of it. */
const EASY_BUSTLE = 0.2;
const HARD_BUSTLE = 0.65;
const NEWS_EVERY_MILLISECONDS = 500;
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type TradingMoment = {
  readonly phase: Phase;
  /** 0 at a quiet noon, 1 at the opening and the close. */
  readonly pressure: number;
  /** When the phase ends, in milliseconds since 1970. */
  readonly phaseEndsAt: number;
  /** Venues that send market data and take orders. */
  readonly trading: readonly Venue[];
};

export function tradingMoment(milliseconds: number): TradingMoment {
  const second = (milliseconds / 1000) % DAY_SECONDS;
  const index = PHASES.findLastIndex(({ from }) => from <= second);
  const phase = PHASES[index]?.phase ?? 'night';
  const ends = PHASES[index + 1]?.from ?? DAY_SECONDS;
  const open: readonly Venue[] = phase === 'night' ? ['BINANCE'] : ['BINANCE', 'IBKR'];
  return {
    phase,
    pressure: pressureOf(bustle(milliseconds / 1000)),
    phaseEndsAt: milliseconds + (ends - second) * 1000,
    trading: phase === 'outage' ? open.filter((venue) => venue !== 'BINANCE') : open,
  };
}

/** When orders that the exchange still holds at this moment end by themselves. */
export function closesAt(milliseconds: number): number {
  const dayMilliseconds = DAY_SECONDS * 1000;
  const close = (PHASES.findLast(({ phase }) => phase === 'night')?.from ?? DAY_SECONDS) * 1000;
  const day = Math.floor(milliseconds / dayMilliseconds) * dayMilliseconds;
  return day + close > milliseconds ? day + close : day + dayMilliseconds + close;
}

/** The sessions of the venues, as trading-exporter is told of them: the exchange opens and closes every ten minutes. */
export function tradingSessions(): SessionsFile {
  const clock = (second: number) => {
    const minutes = Math.floor(second / 60);
    const parts = [Math.floor(minutes / 60), minutes % 60];
    return parts.map((part) => String(part).padStart(2, '0')).join(':');
  };
  const opens = PHASES.find(({ phase }) => phase === 'open')?.from ?? 0;
  const closes = PHASES.findLast(({ phase }) => phase === 'night')?.from ?? DAY_SECONDS;
  const sessions = Array.from({ length: 86_400 / DAY_SECONDS }, (_, index) => ({
    days: [...EVERY_DAY],
    opens: clock(index * DAY_SECONDS + opens),
    closes: clock(index * DAY_SECONDS + closes),
  }));
  return {
    calendars: [
      { venues: ['BINANCE'], always: true },
      {
        venues: ['IBKR'],
        time_zone: 'UTC', // Where ten minutes begin as they do in the simulated day.
        sessions,
        holidays: [],
        early_closes: {},
      },
    ],
  };
}

/** The moments of a piece of time at which news moves every price at once. */
export function newsMoments(fromMilliseconds: number, toMilliseconds: number): readonly number[] {
  const first = Math.ceil(fromMilliseconds / NEWS_EVERY_MILLISECONDS) * NEWS_EVERY_MILLISECONDS;
  const moments: number[] = [];
  for (let at = first; at < toMilliseconds; at += NEWS_EVERY_MILLISECONDS)
    if (tradingMoment(at).phase === 'news') moments.push(at);
  return moments;
}

function pressureOf(load: number): number {
  return Math.min(1, Math.max(0, (load - EASY_BUSTLE) / (HARD_BUSTLE - EASY_BUSTLE))) ** 2;
}
