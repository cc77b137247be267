import type { TradingSample } from '@m4max/contracts';
import type { Ledger } from '../ledger/ledger.ts';
import { placedAt } from '../ledger/placed-at.ts';
import { fixEventOf } from './fix-event.ts';
import { createFixOrders } from './fix-orders.ts';
import { millisecondsAt } from './log-moment.ts';
import type { FixMessage } from './read-fix-line.ts';
import { readFixLine } from './read-fix-line.ts';

type LogLine = {
  readonly text: string;
  /** When it is read. */
  readonly nowMilliseconds: number;
  /** Written before anyone followed the log: it is taken only if its own time is in the window. */
  readonly isBacklog?: boolean;
};

export type FixTaker = {
  take(input: string, line: LogLine): void;
  /** What became of the orders of the window that ends now; a session knows nothing of denied ones. */
  orders(nowMilliseconds: number): TradingSample['orders'];
  /** What to know of the times of a log, or to change in its writing for them to be worth something. */
  adviceFor(input: string): string | undefined;
};

/** Takes the lines of logs of FIX messages. */
export function createFixTaker(ledger: Ledger): FixTaker {
  const { windowSeconds } = ledger;
  const orders = createFixOrders(windowSeconds);
  const clocks = new Map<string, Clock>();
  /** When the last line of an input was written, if that is not now. */
  const played = new Map<string, number>();

  function takeMessage(input: string, message: FixMessage, atMilliseconds: number): void {
    const { moment, isResent, type } = message;
    const event = fixEventOf(message);
    if (event === undefined) return;
    if (event === 'incomplete')
      return ledger.reject(input, 'missing_field', atMilliseconds, `35=${type}`);
    clocks.set(input, better(clocks.get(input), clockOf(message)));
    if (isResent) ledger.reject(input, 'resent', atMilliseconds, `35=${type}`);
    else if (moment === undefined) ledger.reject(input, 'no_time', atMilliseconds, `35=${type}`);
    for (const finding of orders.take(event, { input, moment, isResent, atMilliseconds })) {
      if (finding.kind === 'measured') ledger.measure(input, finding.measurement, atMilliseconds);
      if (finding.kind === 'rejected') ledger.reject(input, finding.reason, atMilliseconds);
    }
  }

  function note(input: string, written: number | undefined, nowMilliseconds: number): void {
    const isOfAnotherTime =
      written !== undefined && Math.abs(nowMilliseconds - written) >= windowSeconds * 1000;
    if (isOfAnotherTime) played.set(input, written);
    else played.delete(input);
  }

  return {
    take(input, { text, nowMilliseconds, isBacklog = false }) {
      const line = readFixLine(text, nowMilliseconds);
      if (line.kind === 'other') return;
      const entryMilliseconds = ownTime(line);
      const isRecent =
        entryMilliseconds !== undefined &&
        nowMilliseconds - entryMilliseconds < windowSeconds * 1000;
      if (isBacklog && !isRecent) return;
      const atMilliseconds =
        entryMilliseconds === undefined
          ? nowMilliseconds
          : placedAt({ entryMilliseconds, nowMilliseconds, windowSeconds });
      note(input, entryMilliseconds, nowMilliseconds);
      ledger.arrive(input, text.length, atMilliseconds);
      if (line.kind === 'rejected')
        return ledger.reject(input, line.reason, atMilliseconds, line.detail);
      ledger.components.count('fix', text.length, atMilliseconds);
      takeMessage(input, line.message, atMilliseconds);
    },
    orders: (nowMilliseconds) => orders.orders(nowMilliseconds),
    adviceFor(input) {
      const clock = clocks.get(input);
      const milliseconds = played.get(input);
      const ofAnotherTime = milliseconds === undefined ? undefined : playedInWords(milliseconds);
      return (clock === undefined ? undefined : advice[clock]) ?? ofAnotherTime;
    },
  };
}

function playedInWords(milliseconds: number): string {
  const time = new Date(milliseconds).toISOString();
  return `its lines are of ${time}, by their own clock: they count when they are read`;
}

type Clock = keyof typeof advice;

const advice = {
  good: undefined,
  coarse:
    'its lines tell whole seconds, so nothing is timed by them: QuickFIX/J writes milliseconds with FileIncludeMilliseconds=Y',
  none: 'its lines carry no time, so nothing is timed by them: QuickFIX/J writes it with FileIncludeTimeStampForMessages=Y and FileIncludeMilliseconds=Y',
} as const;

/** An application may print messages without a time into the log of its engine, which has one. */
function better(one: Clock | undefined, other: Clock): Clock {
  if (one === 'good' || other === 'good') return 'good';
  return one === 'coarse' ? one : other;
}

function clockOf({ moment }: FixMessage): Clock {
  if (moment === undefined) return 'none';
  return moment.resolution === 'coarse' ? 'coarse' : 'good';
}

/** Nothing when the line tells no time, or one of an unknown zone. */
function ownTime(line: ReturnType<typeof readFixLine>): number | undefined {
  const moment = line.kind === 'message' ? line.message.moment : undefined;
  return moment?.isAbsolute === true ? millisecondsAt(moment) : undefined;
}
