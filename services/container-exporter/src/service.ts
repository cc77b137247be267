import { homedir, tmpdir } from 'node:os';
import { containerEvents, containersSamples, containersSeries } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { listener, readEnginesFile, shippedEnginesFile } from '@m4max/service-kit';
import { connectStore, createEventWriter, createPublisher, storePart } from '@m4max/streams';
import { app } from './app.ts';
import { cgroupReader } from './cgroup/cgroup-reader.ts';
import { collector } from './collect.ts';
import type { Config } from './config.ts';
import type { DockerSettings } from './docker/find-addresses.ts';
import { findAddresses } from './docker/find-addresses.ts';
import { findEngines } from './docker/find-engines.ts';
import { ownContainerId } from './host/own-container-id.ts';
import { engineProber } from './http/probe-engines.ts';
import { linkWatcher } from './netprobe/watch-links.ts';
import { hasViewers } from './redis/has-viewers.ts';
import { lastEvent } from './redis/last-event.ts';

export async function parts(context: Context<Config>): Promise<readonly Part[]> {
  const { config, log } = context;
  const { HOST_LABEL: host } = config;
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
    addresses: () => findAddresses(dockerSettings(config)),
    host,
    log,
    write: (event) => writer.write(event),
    lastEvent: (engineId) => lastEvent(store, { host, engineId }),
  });
  const collecting = collector({
    engines,
    probe: engineProber({
      entries,
      system: process.platform === 'darwin' ? 'mac' : 'linux',
      ownContainerId: ownContainerId(),
    }),
    talks: linkWatcher({ procRoot: '/proc', netprobeFolder: config.NETPROBE_DIR }),
    withCgroups: cgroupReader(config.CGROUP_ROOT),
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

/** Docker's own variables, and those that move the sockets of its runtimes. */
function dockerSettings(config: Config): DockerSettings {
  return {
    dockerHost: config.DOCKER_HOST,
    dockerContext: config.DOCKER_CONTEXT,
    tlsVerify: config.DOCKER_TLS_VERIFY,
    certificates: config.DOCKER_CERT_PATH,
    home: homedir(),
    colima: config.COLIMA_HOME,
    lima: config.LIMA_HOME,
    configuration: config.XDG_CONFIG_HOME,
    runtime: config.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`,
    temporary: tmpdir(),
  };
}
