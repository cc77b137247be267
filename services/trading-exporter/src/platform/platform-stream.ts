import { componentOfEngine, engineOf } from './platform-names.ts';

/** Where the platform publishes what stands in no stream, as Redis matches channels. */
export const PLATFORM_CHANNELS = 'nautilus-*_bus-*';

const SHARED_STREAM = 'nautilus-streams';
const ENGINE_STREAM = /^nautilus-(.+)-streams$/;

/**
 * Whether a stream carries the messages of the platform's engines: the shared stream, one of its
 * topics, or the stream of an engine. Streams of a NautilusTrader node are named after its trader.
 */
export function isPlatformStream(name: string, telemetryStream: string): boolean {
  return name !== telemetryStream && componentOfPlatformStream(name) !== undefined;
}

/** The part of the platform whose messages stand in a stream; nothing for a stream of another kind. */
export function componentOfPlatformStream(name: string): string | undefined {
  if (!name.startsWith('nautilus-')) return undefined;
  const engine = ENGINE_STREAM.exec(name)?.[1];
  if (engine !== undefined) return componentOfEngine(engineOf(engine));
  const isShared = name === SHARED_STREAM || name.startsWith(`${SHARED_STREAM}:`);
  return isShared ? componentOfEngine('unknown') : undefined;
}
