import type { ChannelName } from '@m4max/contracts';
import type { About } from '../alerts/record.ts';
import { MAX_TRIES } from './back-off.ts';
import type { Outcome } from './outcome.ts';

/** A receiver that asks for patience gets this much before the fallback is told instead. */
const LONGEST_PATIENCE_SECONDS = 3600;
/** Between the tries of a message that is never given up. */
const PERSISTENT_SECONDS = 300;

/** What to do after a try. */
export type NextStep =
  | { readonly kind: 'done' }
  /** Counts as a try; the wait grows with them. */
  | { readonly kind: 'back_off'; readonly because: string }
  /** Costs no try. */
  | { readonly kind: 'wait'; readonly seconds: number; readonly because: string }
  | { readonly kind: 'give_up'; readonly because: string };

export function nextStep(after: {
  readonly outcome: Outcome;
  readonly channel: ChannelName;
  readonly about: About;
  /** Failed tries before this one. */
  readonly triesMade: number;
  readonly ageSeconds: number;
}): NextStep {
  const { outcome, channel, about, triesMade, ageSeconds } = after;
  if (outcome.kind === 'delivered') return { kind: 'done' };
  const { because } = outcome;
  if (outcome.kind === 'rejected') return { kind: 'give_up', because };
  const { afterSeconds } = outcome;
  if (afterSeconds !== undefined && ageSeconds < LONGEST_PATIENCE_SECONDS)
    return { kind: 'wait', seconds: afterSeconds, because };
  if (triesMade + 1 < MAX_TRIES) return { kind: 'back_off', because };
  // An incident that stays open pages people for nothing until somebody closes it by hand.
  if (channel === 'pagerduty' && about === 'resolved')
    return { kind: 'wait', seconds: PERSISTENT_SECONDS, because };
  return { kind: 'give_up', because: `${because}, after ${triesMade + 1} tries` };
}
