import { join } from 'node:path';
import type { TradingSample } from '@m4max/contracts';
import { tradingSamples, tradingSeries } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import {
  listener,
  processMetrics,
  Registry,
  readEnginesFile,
  shippedEnginesFile,
  ticker,
} from '@m4max/service-kit';
import { connectStore, createPublisher, storePart } from '@m4max/streams';
import { app } from './app.ts';
import { collect } from './collect.ts';
import type { Config } from './config.ts';
import { busAddresses, busServers } from './config.ts';
import { isInContainer } from './host/is-in-container.ts';
import { keepMemory } from './host/keep-memory.ts';
import { keepPositions } from './host/keep-positions.ts';
import { readSessionsFile, shippedSessionsFile } from './host/read-sessions-file.ts';
import { tailFiles } from './host/tail-files.ts';
import { readEngines } from './http/read-engines.ts';
import { countPassedOver } from './ledger/count-passed-over.ts';
import { createIntake } from './ledger/intake.ts';
import { placedAt } from './ledger/placed-at.ts';
import { bindTrading } from './metrics.ts';
import { readPublished, unread } from './platform/read-published.ts';
import { followBus } from './redis/follow-bus.ts';
import { subscribeBus } from './redis/subscribe-bus.ts';
import { watchBusCommands } from './redis/watch-bus-commands.ts';
import { SessionMemory } from './sessions/session-memory.ts';
import { SloMemory } from './slo/slo-memory.ts';

/** The parts of the exporter: where it was, what it reads, what it makes of that, who may ask. */
export async function parts(context: Context<Config>): Promise<readonly Part[]> {
  const { config, log, name } = context;
  const { HOST_LABEL: host, TRADING_WINDOW_SECONDS: windowSeconds } = config;
  const since = new Date();
  const intake = createIntake({
    windowSeconds,
    telemetryStream: config.TELEMETRY_STREAM,
    calendars: await readSessionsFile(config.SESSIONS_FILE ?? shippedSessionsFile),
  });
  const registry = new Registry();
  let latest: TradingSample | undefined;

  const positions = keepPositions({
    path: join(config.DATA_DIR, 'trading-positions.json'),
    current: () => ({
      buses: new Map(buses.map((bus) => [bus.address, bus.positions()])),
      orders: intake.nautilus.keepOrders(),
    }),
    restoreOrders: (orders) => intake.nautilus.restoreOrders(orders),
    log: log.child({ part: 'positions' }),
  });
  const buses = busAddresses(config).map((bus) =>
    followBus({
      bus,
      patterns: [...config.TRADING_STREAMS, config.TELEMETRY_STREAM],
      windowSeconds,
      stored: (address) => positions.storedFor(address),
      onEntry: (input, entry, nowMilliseconds, isPlayed) => {
        const { stream, milliseconds, fields, isLate, countOnly } = entry;
        const entryMilliseconds = milliseconds;
        const atMilliseconds = isLate
          ? entryMilliseconds
          : placedAt({ entryMilliseconds, nowMilliseconds, windowSeconds });
        intake.takeEntry(input, {
          stream,
          fields,
          atMilliseconds,
          entryMilliseconds,
          isPlayed,
          countOnly,
        });
      },
      onPassedOver: (input, passed) => {
        countPassedOver(intake.ledger, input, passed);
        intake.nautilus.passOver(input);
      },
      log: log.child({ part: 'bus' }),
    }),
  );

  const { slos, sessions } = intake.ledger;
  const promises = keepMemory({
    name: 'promises',
    path: join(config.DATA_DIR, 'trading-slos.json'),
    parse: (content) => SloMemory.parse(content),
    memory: () => slos.memory(),
    restore: (memory) => slos.restore(memory),
    log: log.child({ part: 'promises' }),
  });
  const venues = keepMemory({
    name: 'venues',
    path: join(config.DATA_DIR, 'trading-venues.json'),
    parse: (content) => SessionMemory.parse(content),
    memory: () => sessions.memory(),
    restore: (memory) => sessions.restore(memory, Date.now()),
    log: log.child({ part: 'venues' }),
  });

  const subscribers = busServers(config).map((bus) =>
    subscribeBus({
      bus,
      onMessage: (input, { channel, message, isRead }, nowMilliseconds) =>
        intake.platform.take(
          input,
          isRead ? readPublished(channel, message) : unread(channel, 'overload', message.length),
          { atMilliseconds: nowMilliseconds, arrivedMilliseconds: nowMilliseconds },
        ),
      log: log.child({ part: 'channels' }),
    }),
  );

  const commandWatchers = busServers(config).map((bus) =>
    watchBusCommands({ bus, windowSeconds, log: log.child({ part: 'commands' }) }),
  );
  const engines = readEngines({
    entries: await readEnginesFile(config.ENGINES_FILE ?? shippedEnginesFile),
    isInContainer: isInContainer(),
    windowSeconds,
    log: log.child({ part: 'engines' }),
  });

  const logs = tailFiles({
    patterns: config.FIX_LOG_FILES,
    positionsPath: join(config.DATA_DIR, 'trading-log-positions.json'),
    windowSeconds,
    onLine: (input, line) => intake.fix.take(input, line),
    log: log.child({ part: 'fix logs' }),
  });

  const store = connectStore(config.REDIS_URL, { name, log: log.child({ part: 'store' }) });
  const publisher = createPublisher({
    store,
    stream: tradingSamples,
    series: tradingSeries,
    host,
    log: log.child({ part: 'publisher' }),
  });
  const collector = ticker({
    name: 'collector',
    seconds: config.COLLECT_INTERVAL_SECONDS,
    log,
    job: async () => {
      latest = collect({
        config,
        intake,
        buses,
        subscribers,
        commandWatchers,
        engines,
        logs,
        since,
        now: new Date(),
      });
      publisher.publish(latest);
    },
  });

  processMetrics(registry, name);
  bindTrading({ registry, latest: () => latest, latency: intake.ledger.latency, host });
  return [
    storePart(store),
    publisher,
    positions,
    promises,
    venues,
    ...buses,
    ...subscribers,
    ...commandWatchers,
    engines,
    logs,
    collector,
    listener({ context, app: app({ context, registry, intake, now: () => new Date() }) }),
  ];
}
