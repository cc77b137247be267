import { setTimeout } from 'node:timers/promises';
import type { ContainersSample } from '@m4max/contracts';
import { containersSamples, OUTSIDE } from '@m4max/contracts';
import { closeStore, connectStore, createPublisher, storePart } from '@m4max/streams';

const SECONDS = 1;
const HOST = 'test-mac';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Publishes, as container-exporter would, three containers of which two were seen to talk. */
export async function publishLinks(url: string): Promise<() => Promise<void>> {
  const store = connectStore(url, { name: 'links', log });
  const connection = storePart(store);
  await connection.start();
  const publisher = createPublisher({
    store,
    stream: containersSamples,
    series: [],
    host: HOST,
    log,
  });
  await publisher.start();
  const stopping = new AbortController();
  const publishing = publishUntil(stopping.signal, (sample) => publisher.publish(sample));
  return async () => {
    stopping.abort();
    await publishing;
    await publisher.stop();
    await closeStore(store);
  };
}

async function publishUntil(
  signal: AbortSignal,
  publish: (sample: ContainersSample) => void,
): Promise<void> {
  while (!signal.aborted) {
    publish(sampleOf(new Date().toISOString()));
    await setTimeout(SECONDS * 1000, undefined, { signal }).catch(() => undefined);
  }
}

function sampleOf(at: string): ContainersSample {
  const container = (name: string): ContainersSample['containers'][number] => ({
    id: name,
    engine_id: 'engine',
    name,
    image: name,
    labels: {},
    state: 'running',
    health: 'none',
    restarts: { policy: 0, manual: 0, oom: 0, crash: 0 },
    oom_events: 0,
    networks: ['trading'],
  });
  const seen = (from: string, to: string, port: number): ContainersSample['links'][number] => ({
    from,
    to,
    port,
    kind: 'observed',
    seen_at: at,
  });
  return {
    v: 1,
    host: HOST,
    taken_at: at,
    interval_seconds: SECONDS,
    engines: [{ id: 'engine', name: 'engine', up: true }],
    containers: ['backend', 'risk-engine', 'redis'].map(container),
    trading_engines: [],
    links: [
      seen(OUTSIDE, 'backend', 8000),
      seen('backend', 'risk-engine', 8200),
      seen('risk-engine', 'redis', 6379),
    ],
    missing: [],
  };
}
