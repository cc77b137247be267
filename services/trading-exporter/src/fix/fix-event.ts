import type { FixMessage } from './read-fix-line.ts';

/** What a message asks of the other side. */
export type FixRequest = 'order' | 'cancel' | 'replace';

/** What became of an order or of a request about it. */
export type FixOutcome =
  | 'accepted'
  | 'rejected'
  | 'filled'
  | 'canceled'
  | 'replaced'
  | 'expired'
  | 'done_for_day'
  /** A cancel or replace was refused; the order lives on. */
  | 'refused';

/** What a message says about an order; `session` is its sender and its target as the orders go. */
export type FixEvent =
  | {
      readonly kind: 'request';
      readonly request: FixRequest;
      readonly session: string;
      readonly id: string;
      /** The order that a cancel or replace is about. */
      readonly original: string | undefined;
      readonly sequence: string | undefined;
      readonly orderType: string;
      readonly venue: string;
      /** Expected to fill at once: at market, or whatever fills now and nothing later. */
      readonly isMarketable: boolean;
    }
  | {
      readonly kind: 'answer';
      readonly outcome: FixOutcome;
      /** Of a fill: nothing is left to fill. */
      readonly isLast: boolean;
      readonly session: string;
      readonly id: string;
      readonly original: string | undefined;
    }
  /** The other side would not look at a message: it is named by its number. */
  | { readonly kind: 'not_taken'; readonly session: string; readonly sequence: string };

/** Nothing for the messages that are about no order, and for those that only say what was known. */
export function fixEventOf(message: FixMessage): FixEvent | 'incomplete' | undefined {
  const { type } = message;
  const request = requests.get(type);
  if (request !== undefined) return requestOf(message, request);
  if (type === '8') return reportOf(message);
  if (type === '9') return answerOf(message, 'refused');
  return type === '3' || type === 'j' ? notTakenOf(message) : undefined;
}

const requests: ReadonlyMap<string, FixRequest> = new Map([
  ['D', 'order'],
  ['F', 'cancel'],
  ['G', 'replace'],
]);

/** NautilusTrader's words for OrdType (40). */
const orderTypes: ReadonlyMap<string, string> = new Map([
  ['1', 'MARKET'],
  ['2', 'LIMIT'],
  ['3', 'STOP_MARKET'],
  ['4', 'STOP_LIMIT'],
  ['J', 'MARKET_IF_TOUCHED'],
  ['K', 'MARKET_TO_LIMIT'],
]);

function requestOf(message: FixMessage, request: FixRequest): FixEvent | 'incomplete' {
  const { sender, target, valueOf } = message;
  const id = valueOf(11);
  if (id === undefined) return 'incomplete';
  const type = valueOf(40);
  const timeInForce = valueOf(59);
  return {
    kind: 'request',
    request,
    session: `${sender}>${target}`,
    id,
    original: valueOf(41),
    sequence: valueOf(34),
    orderType: type === undefined ? 'unknown' : (orderTypes.get(type) ?? 'other'),
    venue: valueOf(207) ?? valueOf(100) ?? target,
    isMarketable: type === '1' || timeInForce === '3' || timeInForce === '4', // IOC, FOK
  };
}

/**
 * ExecType (150), or OrdStatus (39) before FIX 4.1. What is pending (A, 6, E) is not there: a venue that
 * says so has not decided yet.
 */
const outcomes: ReadonlyMap<string, FixOutcome> = new Map([
  ['0', 'accepted'],
  ['1', 'filled'],
  ['2', 'filled'],
  ['F', 'filled'],
  ['3', 'done_for_day'],
  ['C', 'expired'],
  ['4', 'canceled'],
  ['5', 'replaced'],
  ['8', 'rejected'],
]);

function reportOf(message: FixMessage): FixEvent | 'incomplete' | undefined {
  const { valueOf } = message;
  const transaction = valueOf(20);
  // Up to FIX 4.2: cancels and corrections of earlier reports, and answers to "how is it".
  if (transaction !== undefined && transaction !== '0') return undefined;
  const code = valueOf(150) ?? valueOf(39);
  if (code === undefined) return 'incomplete';
  const outcome = outcomes.get(code);
  return outcome === undefined ? undefined : answerOf(message, outcome);
}

function answerOf(message: FixMessage, outcome: FixOutcome): FixEvent | 'incomplete' {
  const id = message.valueOf(11);
  if (id === undefined) return 'incomplete';
  const original = message.valueOf(41);
  const isLast = message.valueOf(39) === '2';
  return { kind: 'answer', outcome, isLast, session: sessionOf(message), id, original };
}

function notTakenOf(message: FixMessage): FixEvent | undefined {
  const sequence = message.valueOf(45);
  const about = message.valueOf(372);
  if (sequence === undefined || (about !== undefined && !requests.has(about))) return undefined;
  return { kind: 'not_taken', session: sessionOf(message), sequence };
}

/** Of a message that comes back: its target sent the order. */
function sessionOf({ sender, target }: FixMessage): string {
  return `${target}>${sender}`;
}
