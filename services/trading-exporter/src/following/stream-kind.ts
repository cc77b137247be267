/**
 * How a stream is read. `market_data` carries nothing else and may be passed over by a reader that
 * cannot keep up; `shared` mixes it with what may not; `events` holds none of it.
 */
export type StreamKind = 'market_data' | 'shared' | 'events';

/** By its name: `trader-X:stream:data.quotes.…` holds one topic, `trader-X:stream` all of them. */
export function kindOfStream(stream: string): StreamKind {
  if (/:stream:data\./.test(stream)) return 'market_data';
  return stream.endsWith(':stream') ? 'shared' : 'events';
}

const TOPIC = 'topic';
const DATA = 'data.';

/** Whether an entry of a shared stream is market data, by its topic. */
export function isMarketData(fields: readonly Buffer[]): boolean {
  for (let at = 0; at + 1 < fields.length && at < 8; at += 2) {
    if (!startsWith(fields[at], TOPIC) || fields[at]?.length !== TOPIC.length) continue;
    return startsWith(fields[at + 1], DATA);
  }
  return false;
}

function startsWith(bytes: Buffer | undefined, text: string): boolean {
  if (bytes === undefined || bytes.length < text.length) return false;
  for (let at = 0; at < text.length; at += 1) if (bytes[at] !== text.charCodeAt(at)) return false;
  return true;
}
