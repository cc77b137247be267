import type { AddressInfo } from 'node:net';
import type { SampleStream, SeriesRow } from '@m4max/contracts';
import {
  containersSamples,
  containersSeries,
  hardwareSamples,
  hardwareSeries,
  tradingSamples,
  tradingSeries,
} from '@m4max/contracts';
import type { Part } from '@m4max/service-kit';
import { createLogger } from '@m4max/service-kit';
import type { SampleHead, Store } from '@m4max/streams';
import { closeStore, connectStore, createPublisher } from '@m4max/streams';
import type { HttpSink } from '@m4max/test-kit';
import { eventually, httpSink, startRedis } from '@m4max/test-kit';
import request from 'supertest';
import { Config } from '../config.ts';
import { containersSample, hardwareSample, tradingSample } from '../fixtures/samples.ts';
import { parts } from '../service.ts';

export const base = '/api/v1/monitoring';
export const log = Object.assign(createLogger('test', 'error'), { silent: true });

type Gateway = { readonly url: string; stop(): Promise<void> };

/** A whole gateway in this process, on a real store, with look-alikes of the services around it. */
export type Surroundings = {
  readonly store: Store;
  readonly alertManager: HttpSink;
  /** One that asks for no token, and knows one sample of each kind. */
  readonly gateway: Gateway;
  startAnother(environment: Record<string, string>): Promise<Gateway>;
  stop(): Promise<void>;
};

export async function startSurroundings(): Promise<Surroundings> {
  const redis = await startRedis();
  const store = connectStore(redis.url, { name: 'test', log });
  await eventually('the store answers', () => store.status === 'ready');
  const alertManager = await alertManagerLookAlike();
  const exporter = await exporterLookAlike();
  const started: Part[] = [];

  async function startAnother(environment: Record<string, string>): Promise<Gateway> {
    const config = Config.parse({
      PORT: '0',
      REDIS_URL: redis.url,
      HOST_LABEL: 'mac-1',
      ALERT_MANAGER_URL: alertManager.url,
      EXPORTER_URLS: `${exporter.url},nobody=http://127.0.0.1:9`,
      ...environment,
    });
    const health = () => ({ stage: 'running', notReady: [] }) as const;
    const running = parts({ name: 'gateway', config, log, health });
    for (const part of running) await part.start();
    return { url: addressOf(running), stop: () => stopAll(running) };
  }

  async function publisher<S extends SampleHead>(
    stream: SampleStream<S>,
    series: readonly SeriesRow<S>[],
  ): Promise<(sample: S) => void> {
    const part = createPublisher({ store, stream, series, host: 'mac-1', log });
    started.push(part);
    await part.start();
    return (sample) => part.publish(sample);
  }

  const gateway = await startAnother({});
  // Three readings 15 s apart close a bucket of history; the last one is fresh.
  const hardware = await publisher(hardwareSamples, hardwareSeries);
  for (const seconds of [30, 15, 0]) hardware(hardwareSample(takenAgo(seconds)));
  const containers = await publisher(containersSamples, containersSeries);
  containers(containersSample(takenAgo(0)));
  const trading = await publisher(tradingSamples, tradingSeries);
  trading(tradingSample(takenAgo(0)));
  await eventually('the summary knows of all three', async () => {
    const { body } = await request(gateway.url).get(`${base}/dashboard/summary`);
    return body.missing.length === 0 && body.services.length === 4;
  });

  return {
    store,
    alertManager,
    gateway,
    startAnother,
    async stop() {
      await gateway.stop();
      await stopAll(started);
      await closeStore(store);
      await Promise.all([redis.stop(), alertManager.close(), exporter.close()]);
    },
  };
}

async function alertManagerLookAlike(): Promise<HttpSink> {
  const sink = await httpSink();
  sink.respondWith(({ path }) => ({
    headers: { 'content-type': 'application/json' },
    body: path.startsWith('/health')
      ? JSON.stringify({ status: 'pass', service: 'alert-manager' })
      : JSON.stringify({ alerts: [] }),
  }));
  return sink;
}

async function exporterLookAlike(): Promise<HttpSink> {
  const sink = await httpSink();
  sink.respondWith(({ path }) =>
    path === '/metrics'
      ? { body: '# TYPE m4max_cpu_active_ratio gauge\nm4max_cpu_active_ratio{host="mac-1"} 0.4\n' }
      : { body: JSON.stringify({ status: 'pass', service: 'hardware-exporter' }) },
  );
  return sink;
}

async function stopAll(running: readonly Part[]): Promise<void> {
  for (const part of running.toReversed()) await part.stop();
}

function addressOf(running: readonly Part[]): string {
  const http = running.find(({ name }) => name === 'http');
  if (http === undefined || !('address' in http)) throw new Error('there is no listener');
  const { port } = (http.address as () => AddressInfo)();
  return `http://127.0.0.1:${port}`;
}

/** A long interval keeps the one sample of a test fresh however slow the machine is. */
function takenAgo(seconds: number) {
  return { taken_at: new Date(Date.now() - seconds * 1000).toISOString(), interval_seconds: 60 };
}
