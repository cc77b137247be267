/** Where the platform publishes what stands in no stream, as Redis matches channels. */
export const PLATFORM_CHANNELS = 'nautilus-*_bus-*';

const SHARED_STREAM = 'nautilus-streams';

/**
 * Whether a stream carries the messages of the platform's engines: the shared stream, one of its
 * topics, or the stream of an engine. Streams of a NautilusTrader node are named after its trader.
 */
export function isPlatformStream(name: string, telemetryStream: string): boolean {
  if (!name.startsWith('nautilus-') || name === telemetryStream) return false;
  if (name === SHARED_STREAM || name.startsWith(`${SHARED_STREAM}:`)) return true;
  return name.endsWith('-streams') && name.length > 'nautilus--streams'.length;
}
