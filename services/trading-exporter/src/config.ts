import { dirname } from 'node:path';
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

/** A service has a working folder of its own, so that a path from elsewhere would not lead to the log. */
const LogPath = z
  .string()
  .refine((path) => path.startsWith('/'), {
    error: ({ input }) => `${String(input)} is not a whole path: begin it with /`,
  })
  .refine((path) => !dirname(path).includes('*'), {
    error: ({ input }) =>
      `${String(input)} has a * in a folder, where it stands for itself: name the folder`,
  });

export const Config = z.object({
  ...serviceEnvironment,
  PORT: port(9103),
  COLLECT_INTERVAL_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(60)
    .default(1)
    .describe('How often a sample is made of the window.'),
  TRADING_BUS_URLS: List.pipe(
    z
      .array(
        z.string().refine(isRedisAddress, {
          error: // Without the address: it may hold a password.
            'expected addresses such as redis://:password@127.0.0.1:6379/0, with other signs of a password than letters and digits as %23 for #',
        }),
      )
      .min(1),
  )
    .optional()
    .describe(
      'Redis of the trading nodes, separated by commas; by default those that answer on 127.0.0.1, ports 6379 to 6382.',
    ),
  TRADING_STREAMS: List.pipe(z.array(z.string()).min(1))
    .prefault('*:stream:*,*:stream,nautilus-streams*,nautilus-*-streams')
    .describe(
      'Glob patterns of the streams to read: those of NautilusTrader nodes and of the engines of the platform.',
    ),
  TELEMETRY_STREAM: z
    .string()
    .min(1)
    .default(DEFAULT_TELEMETRY_STREAM)
    .describe('The stream in which engines say what they measured themselves.'),
  FIX_LOG_FILES: List.pipe(z.array(LogPath))
    .transform((paths) => [...new Set(paths)])
    .prefault('')
    .describe(
      'Logs of FIX messages to follow, by their whole paths, separated by commas; `*` in a file name stands for any characters.',
    ),
  ENGINES_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The engines whose own figures are read; by default `monitoring/engines.yml` of this checkout.',
    ),
  SESSIONS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('When venues trade; by default `monitoring/sessions.yml` of this checkout.'),
  TRADING_WINDOW_SECONDS: z.coerce
    .number()
    .int()
    .min(10)
    .max(3600)
    .default(60)
    .describe('The time that percentiles, rates and counts cover.'),
});
export type Config = z.infer<typeof Config>;

/** A bus to read; one that nobody named is silent about not being there. */
export type BusAddress = { readonly url: string; readonly isExpected: boolean };

export function busAddresses({ TRADING_BUS_URLS }: Config): readonly BusAddress[] {
  if (TRADING_BUS_URLS === undefined)
    return USUAL_BUS_URLS.map((url) => ({ url, isExpected: false }));
  const buses = TRADING_BUS_URLS.map((url) => ({ url, isExpected: true }));
  return firstOfEach(buses, ({ url }) => `${serverOf(url)}/${databaseOf(url)}`);
}

/** One address of each server: what it publishes and counts belongs to none of its databases. */
export function busServers(config: Config): readonly BusAddress[] {
  return firstOfEach(busAddresses(config), ({ url }) => serverOf(url));
}

/** Read twice, all that is on a bus would count twice. */
function firstOfEach(
  buses: readonly BusAddress[],
  nameOf: (bus: BusAddress) => string,
): readonly BusAddress[] {
  const named = new Map<string, BusAddress>();
  for (const bus of buses) if (!named.has(nameOf(bus))) named.set(nameOf(bus), bus);
  return [...named.values()];
}

function isRedisAddress(text: string): boolean {
  return /^rediss?:\/\/\S+$/.test(text) && URL.canParse(text) && new URL(text).hostname !== '';
}

/** Whoever asks for it, and by which of its usual names. */
function serverOf(url: string): string {
  const { hostname, port: named } = new URL(url);
  const host = hostname.toLowerCase();
  return `${host === 'localhost' ? '127.0.0.1' : host}:${named || 6379}`;
}

function databaseOf(url: string): string {
  return new URL(url).pathname.replace(/^\/+/, '') || '0';
}
