import { port, serviceEnvironment } from '@m4max/service-kit';
import { z } from 'zod';

export const DEFAULT_TELEMETRY_STREAM = 'nautilus-telemetry-streams';

/** Where the platform's buses are by default; only those that answer are read. */
const USUAL_BUS_URLS = [6379, 6380, 6381, 6382].map((it) => `redis://127.0.0.1:${it}`);

const List = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

export const Config = z.object({
  ...serviceEnvironment,
  PORT: port(9103),
  COLLECT_INTERVAL_SECONDS: z.coerce.number().min(0.1).max(60).default(1),
  /** Redis of the trading nodes. Unset, the usual places are looked at. */
  TRADING_BUS_URLS: List.pipe(
    z
      .array(z.string().regex(/^rediss?:\/\/\S+$/, 'expected redis:// or rediss:// addresses'))
      .min(1),
  ).optional(),
  /** Glob patterns of the streams that are a NautilusTrader bus. */
  TRADING_STREAMS: List.pipe(z.array(z.string()).min(1)).default(['*:stream:*', '*:stream']),
  TELEMETRY_STREAM: z.string().min(1).default(DEFAULT_TELEMETRY_STREAM),
  /** What percentiles, rates and counts cover. */
  TRADING_WINDOW_SECONDS: z.coerce.number().int().min(10).max(3600).default(60),
});
export type Config = z.infer<typeof Config>;

/** A bus to read; one that nobody named is silent about not being there. */
export type BusAddress = { readonly url: string; readonly isExpected: boolean };

export function busAddresses({ TRADING_BUS_URLS }: Config): readonly BusAddress[] {
  if (TRADING_BUS_URLS === undefined)
    return USUAL_BUS_URLS.map((url) => ({ url, isExpected: false }));
  return [...new Set(TRADING_BUS_URLS)].map((url) => ({ url, isExpected: true }));
}
