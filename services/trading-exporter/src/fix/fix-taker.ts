import { createSlidingWindow } from '../histogram/sliding-window.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { placedAt } from '../ledger/placed-at.ts';
import type { OrderCount } from '../orders/order-tracker.ts';
import type { Finding } from './exchange.ts';
import { fixEventOf } from './fix-event.ts';
import type { FixOrders } from './fix-orders.ts';
import { createFixOrders } from './fix-orders.ts';
import { millisecondsAt } from './log-moment.ts';
import type { FixMessage } from './read-fix-line.ts';
import { readFixLine } from './read-fix-line.ts';

/** A session knows nothing of orders that the risk engine kept at home. */
export type FixOrderCounts = Readonly<Record<Exclude<OrderCount, 'denied'>, number>>;

export type LogLine = {
  readonly text: string;
  /** When it is read. */
  readonly nowMilliseconds: number;
  /** Written before anyone followed the log: it is taken only if its own time is in the window. */
  readonly isBacklog?: boolean;
};

export type FixTaker = {
  take(input: string, line: LogLine): void;
  /** What became of the orders of the window that ends now. */
  orderCounts(nowMilliseconds: number): FixOrderCounts;
  inFlight: FixOrders['inFlight'];
  /** What to change in the writing of a log, for its times to be worth something. */
  adviceFor(input: string): string | undefined;
};

/** Takes the lines of logs of FIX messages. */
export function createFixTaker(ledger: Ledger): FixTaker {
  const { windowSeconds } = ledger;
  const orders = createFixOrders();
  const counts = createSlidingWindow({
    windowSeconds,
    sliceSeconds: windowSeconds / 30,
    create: noOrders,
  });
  const clocks = new Map<string, 'good' | 'coarse' | 'none'>();

  function note(input: string, finding: Finding, atMilliseconds: number): void {
    if (finding.kind === 'measured')
      return ledger.measure(input, finding.measurement, atMilliseconds);
    if (finding.kind === 'rejected') return ledger.reject(input, finding.reason, atMilliseconds);
    const slice = counts.at(atMilliseconds);
    if (slice !== undefined && finding.count !== 'denied') slice[finding.count] += 1;
  }

  function takeMessage(input: string, message: FixMessage, atMilliseconds: number): void {
    const { moment, isResent, type } = message;
    const event = fixEventOf(message);
    if (event === undefined) return;
    if (event === 'incomplete')
      return ledger.reject(input, 'missing_field', atMilliseconds, `35=${type}`);
    clocks.set(input, clockOf(message));
    if (isResent) ledger.reject(input, 'resent', atMilliseconds, `35=${type}`);
    else if (moment === undefined) ledger.reject(input, 'no_time', atMilliseconds, `35=${type}`);
    for (const finding of orders.take(event, { input, moment, isResent, atMilliseconds }))
      note(input, finding, atMilliseconds);
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
      ledger.arrive(input, text.length, atMilliseconds);
      if (line.kind === 'rejected')
        return ledger.reject(input, line.reason, atMilliseconds, line.detail);
      ledger.components.count('fix', text.length, atMilliseconds);
      takeMessage(input, line.message, atMilliseconds);
    },
    orderCounts: (nowMilliseconds) => total(counts.within(nowMilliseconds)),
    inFlight: (nowMilliseconds) => orders.inFlight(nowMilliseconds),
    adviceFor(input) {
      const clock = clocks.get(input);
      return clock === undefined ? undefined : advice[clock];
    },
  };
}

const advice = {
  good: undefined,
  coarse:
    'its lines tell whole seconds, so nothing is timed by them: QuickFIX/J writes milliseconds with FileIncludeMilliseconds=Y',
  none: 'its lines carry no time, so nothing is timed by them: QuickFIX/J writes it with FileIncludeTimeStampForMessages=Y and FileIncludeMilliseconds=Y',
} as const;

function clockOf({ moment }: FixMessage): keyof typeof advice {
  if (moment === undefined) return 'none';
  return moment.resolution === 'coarse' ? 'coarse' : 'good';
}

/** Nothing when the line tells no time, or one of an unknown zone. */
function ownTime(line: ReturnType<typeof readFixLine>): number | undefined {
  const moment = line.kind === 'message' ? line.message.moment : undefined;
  return moment?.isAbsolute === true ? millisecondsAt(moment) : undefined;
}

function noOrders(): Record<Exclude<OrderCount, 'denied'>, number> {
  return { submitted: 0, accepted: 0, rejected: 0, filled: 0, canceled: 0 };
}

function total(slices: readonly FixOrderCounts[]): FixOrderCounts {
  const sum = noOrders();
  for (const slice of slices)
    for (const name of Object.keys(sum) as (keyof FixOrderCounts)[]) sum[name] += slice[name];
  return sum;
}
