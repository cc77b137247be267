import { readMarketData } from './market-data.ts';
import type { Message } from './message.ts';
import { isOrderEventType, readOrderEvent } from './order-event.ts';
import { isMap, readPayload } from './payload.ts';

/** What one entry of a NautilusTrader bus says. */
export function readMessage(topic: string, payload: Buffer | undefined): Message {
  if (isReplay(topic)) return { kind: 'skipped', because: 'historical' };
  const component = componentOf(topic);
  if (component !== 'orders' && component !== 'market_data') return { kind: 'counted' };
  if (payload === undefined) return { kind: 'rejected', reason: 'no_payload' };
  const decoded = readPayload(payload);
  if (decoded.kind === 'unreadable') return { kind: 'rejected', reason: decoded.reason };
  const body = unwrap(decoded.value);
  if (component === 'market_data') return readMarketData(body);
  if (!isOrderEventType(body.type)) return { kind: 'counted' };
  if (body.reconciliation === true) return { kind: 'skipped', because: 'reconciliation' };
  return readOrderEvent(body, body.type);
}

/** History that a node asked for and got replayed: it says nothing about now. */
function isReplay(topic: string): boolean {
  return topic.startsWith('historical.') || topic.startsWith('data.pipeline.');
}

/** The part of the platform that a topic belongs to: a short fixed list. */
export function componentOf(topic: string): string {
  if (topic.startsWith('data.')) return 'market_data';
  if (topic.startsWith('events.order')) return 'orders';
  if (topic.startsWith('events.fills.') || topic.startsWith('events.cancels.')) return 'orders';
  if (topic.startsWith('events.position')) return 'positions';
  if (topic.startsWith('events.account')) return 'accounts';
  if (topic.startsWith('events.risk')) return 'risk_events';
  if (topic.startsWith('commands.')) return 'commands';
  if (topic.startsWith('snapshots')) return 'snapshots';
  if (topic.startsWith('health:')) return 'heartbeat';
  return 'other';
}

/** `trader-TRADER-001:stream:events.order.EMACross-001` ends in its topic. */
export function topicOfStream(stream: string): string {
  const marker = ':stream:';
  const at = stream.indexOf(marker);
  return at === -1 ? '' : stream.slice(at + marker.length);
}

/** Native producers wrap an event in its name: `{"Filled": {"type": "OrderFilled", …}}`. */
function unwrap(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (body.type !== undefined) return body;
  const [inner] = Object.values(body);
  return isMap(inner) ? inner : body;
}
