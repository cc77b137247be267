import { readDeclared, readUndeclared, unwrapped } from './market-data.ts';
import type { Message } from './message.ts';
import { isOrderEventType, readOrderEvent } from './order-event.ts';
import { readPayload } from './payload.ts';
import type { TopicPlan } from './topic-plan.ts';

/** What one entry of a NautilusTrader bus says. */
export function readMessage({ reading }: TopicPlan, payload: Buffer | undefined): Message {
  if (reading.kind === 'counted' || reading.kind === 'historical') return { kind: 'counted' };
  if (payload === undefined) return { kind: 'rejected', reason: 'no_payload' };
  if (reading.kind === 'market_data') return readDeclared(payload, reading);
  return reading.kind === 'undeclared' ? readUndeclared(payload) : readOrder(payload);
}

function readOrder(payload: Buffer): Message {
  const decoded = readPayload(payload);
  if (decoded.kind === 'unreadable') return { kind: 'rejected', reason: decoded.reason };
  const body = unwrapped(decoded.value);
  return isOrderEventType(body.type) ? readOrderEvent(body, body.type) : { kind: 'counted' };
}
