import { describe, expect, it } from '@jest/globals';
import { SessionsFile } from '@m4max/contracts';
import { closesAt, newsMoments, tradingMoment, tradingSessions } from './trading-phases.ts';

/** Days begin where the ten minutes of a clock do. */
const DAY = Date.UTC(2026, 0, 5, 14, 30);
const at = (second: number) => DAY + second * 1000;

describe('the trading day', () => {
  it.each([
    { second: 0, phase: 'night', trading: ['BINANCE'] },
    { second: 59.99, phase: 'night', trading: ['BINANCE'] },
    { second: 60, phase: 'open', trading: ['BINANCE', 'IBKR'] },
    { second: 130, phase: 'midday', trading: ['BINANCE', 'IBKR'] },
    { second: 190, phase: 'news', trading: ['BINANCE', 'IBKR'] },
    { second: 194, phase: 'midday', trading: ['BINANCE', 'IBKR'] },
    { second: 250, phase: 'hang', trading: ['BINANCE', 'IBKR'] },
    { second: 270, phase: 'midday', trading: ['BINANCE', 'IBKR'] },
    { second: 350, phase: 'outage', trading: ['IBKR'] },
    { second: 354, phase: 'replay', trading: ['BINANCE', 'IBKR'] },
    { second: 360, phase: 'midday', trading: ['BINANCE', 'IBKR'] },
    { second: 480, phase: 'close', trading: ['BINANCE', 'IBKR'] },
    { second: 540, phase: 'night', trading: ['BINANCE'] },
    { second: 600, phase: 'night', trading: ['BINANCE'] },
    { second: 660, phase: 'open', trading: ['BINANCE', 'IBKR'] },
  ])('is in its $phase in second $second', ({ second, phase, trading }) => {
    expect(tradingMoment(at(second))).toMatchObject({ phase, trading });
  });

  it.each([
    { second: 255, endsAt: 270 },
    { second: 100, endsAt: 130 },
    { second: 599, endsAt: 600 },
  ])('knows in second $second when its phase ends', ({ second, endsAt }) => {
    expect(tradingMoment(at(second)).phaseEndsAt).toBeCloseTo(at(endsAt), 3);
  });

  it('presses in the opening and at the close, and hardly else', () => {
    const pressures = Array.from({ length: 600 }, (_, second) => tradingMoment(at(second)));
    for (const { pressure } of pressures) {
      expect(pressure).toBeGreaterThanOrEqual(0);
      expect(pressure).toBeLessThanOrEqual(1);
    }
    const hard = pressures.filter(({ pressure }) => pressure > 0.5);
    expect(hard.length).toBeLessThan(150);
    expect(tradingMoment(at(72)).pressure).toBeGreaterThan(0.8);
    expect(tradingMoment(at(300)).pressure).toBeLessThan(0.2);
  });
});

it.each([
  { second: 0, close: 540 },
  { second: 539.9, close: 540 },
  { second: 540, close: 1140 },
  { second: 610, close: 1140 },
])('an order of second $second is over at $close', ({ second, close }) => {
  expect(closesAt(at(second))).toBe(at(close));
});

it.each([
  { title: 'a piece before it', from: 180, to: 190, moments: [] },
  { title: 'a piece that it begins in', from: 189.9, to: 190.1, moments: [190] },
  { title: 'the piece after that', from: 190.1, to: 190.6, moments: [190.5] },
  { title: 'no time at all', from: 190, to: 190, moments: [] },
  { title: 'a piece that it ends in', from: 193.2, to: 196, moments: [193.5] },
])('news comes twice a second in $title', ({ from, to, moments }) => {
  expect(newsMoments(at(from), at(to))).toEqual(moments.map(at));
});

it('tells the exporter when the exchange is open, in words that it takes', () => {
  const { calendars } = SessionsFile.parse(tradingSessions());
  const exchange = calendars.find(({ venues }) => venues.includes('IBKR'));
  if (exchange === undefined || exchange.always === true) throw new Error('it has hours');
  expect(exchange.sessions.length).toBe(144);
  for (const { opens, closes } of exchange.sessions) {
    const moment = (time: string) => Date.parse(`2026-01-05T${time}:00Z`);
    expect(tradingMoment(moment(opens)).trading).toContain('IBKR');
    expect(tradingMoment(moment(opens) - 1).trading).not.toContain('IBKR');
    expect(tradingMoment(moment(closes) - 1).trading).toContain('IBKR');
    expect(tradingMoment(moment(closes)).trading).not.toContain('IBKR');
  }
});
