import { hardwareSamples, hardwareSeries } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { listener, ticker } from '@m4max/service-kit';
import { connectStore, createPublisher, storePart } from '@m4max/streams';
import { app } from './app.ts';
import { createCollector } from './collect.ts';
import type { Config } from './config.ts';
import { machine } from './host/machine.ts';
import { powermetrics } from './powermetrics/powermetrics.ts';
import { planSources } from './sources.ts';

/** The parts of hardware-exporter; sources start last, so that nothing they give is lost. */
export function parts(context: Context<Config>): readonly Part[] {
  const { config, log } = context;
  const { platform } = process;
  const intervalSeconds = config.COLLECT_INTERVAL_SECONDS;
  const store = connectStore(config.REDIS_URL, {
    name: context.name,
    log: log.child({ part: 'store' }),
  });
  const publisher = createPublisher({
    store,
    stream: hardwareSamples,
    series: hardwareSeries,
    host: config.HOST_LABEL,
    log: log.child({ part: 'publisher' }),
  });

  const plan = planSources({
    wanted: config.HARDWARE_SOURCES,
    platform,
    path: config.POWERMETRICS_PATH,
  });
  const system = plan.systeminformation ? machine(platform) : undefined;
  const power =
    plan.powermetrics.kind === 'run'
      ? powermetrics({
          path: config.POWERMETRICS_PATH,
          intervalSeconds,
          onDocument: (document) => collector.take(document),
          onDropped: () => collector.fault('too_large'),
          log: log.child({ part: 'powermetrics' }),
        })
      : plan.powermetrics;
  const collector = createCollector({
    host: config.HOST_LABEL,
    platform,
    intervalSeconds,
    aneMaxWatts: config.ANE_MAX_WATTS,
    powermetrics: power,
    machine: system,
    publish: (sample) => publisher.publish(sample),
    now: () => new Date(),
    log: log.child({ part: 'collector' }),
  });
  const rounds = ticker({
    name: 'collector',
    seconds: intervalSeconds,
    job: async () => collector.round(),
    log,
  });

  return [
    storePart(store),
    publisher,
    listener({ context, app: app(context, collector) }),
    ...(system === undefined ? [] : [system]),
    rounds,
    ...('why' in power ? [] : [power]),
  ];
}
