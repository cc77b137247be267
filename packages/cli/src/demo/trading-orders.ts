import type { Instrument } from './trading-messages.ts';
import { orderEvent } from './trading-messages.ts';
import type { TradingMoment } from './trading-phases.ts';
import { closesAt } from './trading-phases.ts';
import { orderTalk } from './trading-platform.ts';
import type { Random } from './trading-random.ts';
import { pick, spread, unique } from './trading-random.ts';
import type { Saying } from './trading-saying.ts';

const STRATEGIES = ['EMACross-001', 'MarketMaker-002', 'StatArb-003'];
/** What the strategy's node and its venue take, in milliseconds, while nothing presses. */
const PRE_TRADE_MILLISECONDS = 0.15;
const ROUND_TRIP_MILLISECONDS = 1.6;
const FILL_MILLISECONDS = 0.9;
/** Answers of a venue that hung come within so many milliseconds of its return. */
const RECOVERY_MILLISECONDS = 500;

/** An order from its making to its end; what lies ahead is due then. */
export function orderLife(options: {
  readonly at: number;
  readonly instrument: Instrument;
  readonly moment: TradingMoment;
  readonly random: Random;
}): readonly Saying[] {
  const { at, instrument, moment, random } = options;
  const { pressure } = moment;
  const isMarket = random() < 0.6;
  const correlation = unique(random);
  const say = storyteller(instrument, random);
  const trip = () => spread(ROUND_TRIP_MILLISECONDS * (1 + 2 * pressure), 0.45, random);
  const terms = {
    order_type: isMarket ? 'MARKET' : 'LIMIT',
    time_in_force: isMarket ? 'GTC' : 'DAY',
    order_side: random() < 0.5 ? 'BUY' : 'SELL',
    quantity: '0.010',
  };

  const made = say('Initialized', at, at, terms);
  if (random() < 0.01) return [...made, ...say('Denied', at + 0.1, at + 0.1, { reason: 'LIMIT' })];
  const submitted = at + spread(PRE_TRADE_MILLISECONDS * (1 + 2 * pressure), 0.3, random);
  const isHung = moment.phase === 'hang' && instrument.venue === 'IBKR';
  const answered = isHung
    ? moment.phaseEndsAt + RECOVERY_MILLISECONDS * random()
    : submitted + trip() * (random() < 0.004 ? 12 : 1);
  const sent = [
    ...made,
    ...say('Submitted', submitted, submitted + 0.004),
    ...orderTalk({ at, submitted, answered, correlation, random }),
  ];
  const rejectedShare = isHung ? 0.3 : 0.02 + 0.02 * pressure;
  if (random() < rejectedShare) {
    const reason = isHung ? 'VENUE_TIMEOUT' : 'INSUFFICIENT_MARGIN';
    return [...sent, ...say('Rejected', answered, answered, { reason })];
  }

  const accepted = [...sent, ...say('Accepted', answered - 0.5, answered)];
  const fill = (filledAt: number) =>
    say('Filled', filledAt - 0.5, filledAt, {
      order_type: terms.order_type,
      last_qty: terms.quantity,
      last_px: instrument.price.toFixed(2),
      liquidity_side: isMarket ? 'TAKER' : 'MAKER',
    });
  if (isMarket) return [...accepted, ...fill(answered + spread(FILL_MILLISECONDS, 0.3, random))];
  const later = answered + 1000 + 15_000 * random();
  const close = instrument.venue === 'IBKR' ? closesAt(at) : Number.POSITIVE_INFINITY;
  if (later > close)
    return [...accepted, ...say('Expired', close, Math.max(close, answered) + trip())];
  if (random() < 0.5) return [...accepted, ...fill(later)];
  const canceled = later + trip();
  return [
    ...accepted,
    ...say('PendingCancel', later, later + 0.003),
    ...say('Canceled', canceled - 0.5, canceled),
  ];
}

/** An order that a node learned of from its venue after an outage: nothing of it was timed. */
export function reconciledOrder(
  at: number,
  instrument: Instrument,
  random: Random,
): readonly Saying[] {
  const say = storyteller(instrument, random);
  return say('Accepted', at - 60_000, at, { reconciliation: true });
}

/** Tells the events of one order, each under an id of its own. */
function storyteller(instrument: Instrument, random: Random) {
  const order = `O-DEMO-${unique(random)}`;
  const strategy = pick(STRATEGIES, random);
  let events = 0;
  return (
    name: string,
    eventAt: number,
    initAt: number,
    more: Readonly<Record<string, string | boolean>> = {},
  ): readonly Saying[] => {
    events += 1;
    const facts = {
      strategy_id: strategy,
      client_order_id: order,
      account_id: `${instrument.venue}-001`,
      event_id: `${order}-${events}`,
      ...more,
    };
    return orderEvent(name, instrument, facts, { eventAt, initAt });
  };
}
