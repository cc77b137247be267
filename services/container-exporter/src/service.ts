import { homedir } from 'node:os';
import { containerEvents, containersSamples, containersSeries } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { listener } from '@m4max/service-kit';
import { connectStore, createEventWriter, createPublisher, storePart } from '@m4max/streams';
import { app } from './app.ts';
import { collector } from './collect.ts';
import type { Config } from './config.ts';
import { findAddresses } from './docker/find-addresses.ts';
import { findEngines } from './docker/find-engines.ts';
import { ownContainerId } from './host/own-container-id.ts';
import { readEnginesFile, shippedEnginesFile } from './host/read-engines-file.ts';
import { engineProber } from './http/probe-engines.ts';
import { hasViewers } from './redis/has-viewers.ts';

export async function parts(context: Context<Config>): Promise<readonly Part[]> {
  const { config, log } = context;
  const { HOST_LABEL: host, DOCKER_HOST: dockerHost, DOCKER_CONTEXT: dockerContext } = config;
  const entries = await readEnginesFile(config.ENGINES_FILE ?? shippedEnginesFile);
  const store = connectStore(config.REDIS_URL, { name: context.name, log });
  const writer = createEventWriter({ store, stream: containerEvents, log });
  const publisher = createPublisher({
    store,
    stream: containersSamples,
    series: containersSeries,
    host,
    log,
  });
  const engines = findEngines({
    addresses: () => findAddresses({ dockerHost, dockerContext, home: homedir() }),
    host,
    log,
    write: (event) => writer.write(event),
  });
  const collecting = collector({
    engines,
    probe: engineProber({
      entries,
      system: process.platform === 'darwin' ? 'mac' : 'linux',
      ownContainerId: ownContainerId(),
    }),
    host,
    seconds: config.COLLECT_INTERVAL_SECONDS,
    isWatched: () => hasViewers(store),
    publish: (sample) => publisher.publish(sample),
    log,
  });
  return [
    storePart(store),
    writer,
    publisher,
    collecting,
    listener({ context, app: app({ context, latest: () => collecting.latest() }) }),
  ];
}
