import type { DueEntry, Instrument } from './trading-messages.ts';
import {
  heartbeat,
  INSTRUMENTS,
  idOf,
  marketData,
  orderEvent,
  telemetry,
} from './trading-messages.ts';

/** From 0 to 1, as Math.random gives it. */
export type Random = () => number;

const STRATEGIES = ['EMACross-001', 'MarketMaker-002', 'StatArb-003'];
const MODELS = ['price_direction', 'volatility'];

/** Everything that a platform under this much pressure (0 calm, 1 the busiest) says in a piece of time. */
export function tradingFlow(options: {
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
  readonly pressure: number;
  readonly random: Random;
}): readonly DueEntry[] {
  const { fromMilliseconds, toMilliseconds, pressure, random } = options;
  const seconds = (toMilliseconds - fromMilliseconds) / 1000;
  const times = (perSecond: number, make: (at: number) => readonly DueEntry[]) => {
    const expected = perSecond * seconds;
    const count = Math.floor(expected) + (random() < expected % 1 ? 1 : 0);
    return Array.from({ length: count }, () =>
      make(fromMilliseconds + random() * (toMilliseconds - fromMilliseconds)),
    ).flat();
  };
  return [
    ...times(120 + 280 * pressure, (at) => quote(at, pressure, random)),
    ...times(20 + 80 * pressure, (at) => trade(at, pressure, random)),
    ...times(4 + 8 * pressure, (at) => orderLife(at, pressure, random)),
    ...times(6, (at) => riskReport(at, pressure, random)),
    ...times(8, (at) => prediction(at, pressure, random)),
    ...times(1, (at) => [heartbeat(at)]),
  ];
}

function quote(at: number, pressure: number, random: Random): readonly DueEntry[] {
  const instrument = pick(INSTRUMENTS, random);
  const bid = instrument.price * (1 + 0.002 * (random() - 0.5));
  const facts = {
    bid_price: bid.toFixed(2),
    ask_price: (bid * 1.00002).toFixed(2),
    bid_size: (3 * random()).toFixed(3),
    ask_size: (3 * random()).toFixed(3),
  };
  return [marketData('QuoteTick', instrument, facts, feed(at, pressure, random))];
}

function trade(at: number, pressure: number, random: Random): readonly DueEntry[] {
  const instrument = pick(INSTRUMENTS, random);
  const facts = {
    price: instrument.price.toFixed(2),
    size: (2 * random()).toFixed(3),
    aggressor_side: random() < 0.5 ? 'BUYER' : 'SELLER',
    trade_id: String(Math.floor(random() * 1e12)),
  };
  return [marketData('TradeTick', instrument, facts, feed(at, pressure, random))];
}

function feed(at: number, pressure: number, random: Random) {
  return { eventAt: at, initAt: at + spread(0.7 * (1 + 4 * pressure), 0.4, random) };
}

/** An order from its making to its end; what lies ahead is due then. */
export function orderLife(at: number, pressure: number, random: Random): readonly DueEntry[] {
  const instrument = pick(INSTRUMENTS, random);
  const strategy = pick(STRATEGIES, random);
  const isMarket = random() < 0.6;
  const facts = ordersFacts(instrument, random);
  const say = (name: string, eventAt: number, initAt: number, more = {}) =>
    orderEvent(name, strategy, { ...facts(), ...more }, { eventAt, initAt });
  const trip = () => spread(2 * (1 + 8 * pressure), 0.45, random);
  const terms = {
    order_type: isMarket ? 'MARKET' : 'LIMIT',
    time_in_force: 'GTC',
    order_side: random() < 0.5 ? 'BUY' : 'SELL',
    quantity: '0.010',
  };
  const made = say('Initialized', at, at, terms);
  if (random() < 0.01) return [...made, ...say('Denied', at + 0.1, at + 0.1, { reason: 'LIMIT' })];
  const submitted = at + spread(0.15 * (1 + 2 * pressure), 0.3, random);
  const answered = submitted + trip() * (random() < 0.004 ? 12 : 1);
  const sent = [...made, ...say('Submitted', submitted, submitted + 0.004)];
  if (random() < 0.02 + 0.02 * pressure)
    return [...sent, ...say('Rejected', answered, answered, { reason: 'INSUFFICIENT_MARGIN' })];
  const accepted = [...sent, ...say('Accepted', answered - 0.5, answered)];
  const fill = (filledAt: number) =>
    say('Filled', filledAt - 0.5, filledAt, {
      order_type: terms.order_type,
      last_qty: terms.quantity,
      last_px: instrument.price.toFixed(2),
      liquidity_side: isMarket ? 'TAKER' : 'MAKER',
    });
  if (isMarket) return [...accepted, ...fill(answered + spread(0.9, 0.3, random))];
  const later = answered + 1000 + 15_000 * random();
  if (random() < 0.5) return [...accepted, ...fill(later)];
  const canceled = later + trip();
  return [
    ...accepted,
    ...say('PendingCancel', later, later + 0.003),
    ...say('Canceled', canceled - 0.5, canceled),
  ];
}

function ordersFacts(instrument: Instrument, random: Random) {
  const order = `O-DEMO-${unique(random)}`;
  let events = 0;
  return () => {
    events += 1;
    return {
      instrument_id: idOf(instrument),
      client_order_id: order,
      account_id: `${instrument.venue}-001`,
      event_id: `${order}-${events}`,
    };
  };
}

function riskReport(at: number, pressure: number, random: Random): readonly DueEntry[] {
  const isStress = random() < 0.15;
  const milliseconds = spread((isStress ? 10 : 5) * (1 + 4 * pressure), 0.4, random);
  const fields = {
    kind: 'risk',
    engine: 'risk',
    risk_type: isStress ? 'stress' : 'var',
    dur_ns: String(Math.round(milliseconds * 1e6)),
    ok: random() < 0.002 ? '0' : '1',
  };
  return [telemetry(fields, at)];
}

/** An inference, and a second or two later what came true. */
function prediction(at: number, pressure: number, random: Random): readonly DueEntry[] {
  const model = pick(MODELS, random);
  const milliseconds = spread((model === 'volatility' ? 11 : 7) * (1 + 6 * pressure), 0.4, random);
  const id = unique(random);
  const guess = random() < 0.5 ? 'up' : 'down';
  const isRight = random() < 0.72 - 0.14 * pressure;
  const shared = { kind: 'ml', engine: 'ml', model_name: model, id };
  const duration = String(Math.round(milliseconds * 1e6));
  const opposite = guess === 'up' ? 'down' : 'up';
  return [
    telemetry({ ...shared, dur_ns: duration, pred: guess }, at),
    telemetry({ ...shared, outcome: isRight ? guess : opposite }, at + 1000 + 1000 * random()),
  ];
}

/** Log-normal around a median, as latencies are. */
function spread(median: number, sigma: number, random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.min(items.length - 1, Math.floor(random() * items.length))];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function unique(random: Random): string {
  return `${Math.floor(random() * 2 ** 52).toString(36)}`;
}
