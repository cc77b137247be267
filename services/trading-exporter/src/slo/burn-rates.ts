import type { Slo } from '@m4max/contracts';
import type { EventRing, Events } from './event-ring.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Windows that rules ask for, and for each long one the twelfth of it that says whether it still goes on. */
const windows: readonly { readonly seconds: number; readonly twelfth?: number }[] = [
  { seconds: 5 * MINUTE },
  { seconds: 30 * MINUTE },
  { seconds: HOUR, twelfth: 5 * MINUTE },
  { seconds: 6 * HOUR, twelfth: 30 * MINUTE },
  { seconds: 72 * HOUR, twelfth: 6 * HOUR },
];

/** The longest window. */
export const BURN_SECONDS = 72 * HOUR;

/** With fewer events in a window one slow order would be a fire: five bad ones of a hundred are the budget. */
const FEWEST_EVENTS = 100;

/**
 * How many times faster than allowed the budget of bad events is used up: the share of bad ones over the
 * share that may be bad (SRE Workbook, chapter 5). A promise of 95 % cannot burn faster than 20 times.
 */
export function burnRates(
  ring: EventRing,
  objective: number,
  nowMilliseconds: number,
): Slo['burn_rates'] {
  return windows.flatMap(({ seconds, twelfth }) => {
    const events = ring.within(seconds, nowMilliseconds);
    if (countOf(events) < FEWEST_EVENTS) return [];
    const burnRate = burnRateOf(events, objective);
    const rate = { window_seconds: seconds, events: countOf(events), burn_rate: burnRate };
    if (twelfth === undefined) return [rate];
    // Few events are enough here: it is only asked whether they are still bad. None is no answer.
    const lately = ring.within(twelfth, nowMilliseconds);
    if (countOf(lately) === 0) return [rate];
    // Five minutes after the opening an hour knows no more than these: nothing has gone on for long yet.
    if (countOf(events) - countOf(lately) < FEWEST_EVENTS) return [rate];
    return [{ ...rate, sustained_burn_rate: Math.min(burnRate, burnRateOf(lately, objective)) }];
  });
}

function burnRateOf({ good, bad }: Events, objective: number): number {
  return Number((bad / (good + bad) / (1 - objective)).toFixed(4));
}

function countOf({ good, bad }: Events): number {
  return good + bad;
}
