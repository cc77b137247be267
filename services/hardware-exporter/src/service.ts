import { hardwareSamples, hardwareSeries } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { listener, ticker } from '@m4max/service-kit';
import { connectStore, createPublisher, storePart } from '@m4max/streams';
import { app } from './app.ts';
import type { Stream } from './child/keep-running.ts';
import { keepRunning } from './child/keep-running.ts';
import type { Tool } from './child/tool.ts';
import { createCollector } from './collect.ts';
import type { Config } from './config.ts';
import { machine } from './host/machine.ts';
import { macmon } from './macmon/macmon.ts';
import { macosTools } from './macos/macos.ts';
import { mactop } from './mactop/mactop.ts';
import { powermetrics } from './powermetrics/powermetrics.ts';
import { crossedThreshold } from './reading/crossed-threshold.ts';
import { unusedSources } from './sources.ts';

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

  const unused = unusedSources(config, platform);
  const streams = [
    keep(powermetrics({ path: config.POWERMETRICS_PATH, intervalSeconds })),
    keep(macmon({ path: config.MACMON_PATH, intervalSeconds })),
    keep(mactop({ path: config.MACTOP_PATH, intervalSeconds })),
  ].filter(({ source }) => !unused.has(source));
  const system = machine({ platform, intervalSeconds });
  const polled = [
    macosTools({ intervalSeconds, wantsGpu: () => !collector.isStreamed('gpu') }),
    system,
  ].filter(({ source }) => !unused.has(source));

  const collector = createCollector({
    host: config.HOST_LABEL,
    platform,
    intervalSeconds,
    aneMaxWatts: config.ANE_MAX_WATTS,
    streamed: streams,
    polled,
    unused,
    publish(sample, before) {
      publisher.publish(sample);
      if (polled.includes(system) && crossedThreshold(before, sample) !== undefined)
        system.lookAtProcesses();
    },
    now: () => new Date(),
  });
  const rounds = ticker({
    name: 'collector',
    seconds: intervalSeconds,
    job: () => collector.round(),
    log,
  });

  function keep<Plan>(tool: Tool<Plan>): Stream {
    return keepRunning(tool, {
      intervalSeconds,
      onReading: (reading) => collector.take(tool.name, reading),
      onFault: (fault) => collector.fault(tool.name, fault),
      log: log.child({ part: tool.name }),
    });
  }

  return [
    storePart(store),
    publisher,
    listener({ context, app: app(context, collector) }),
    ...polled,
    rounds,
    ...streams,
  ];
}
