import type { Context, Part } from '@m4max/service-kit';
import { listener, processMetrics, Registry, ticker } from '@m4max/service-kit';
import { connectStore, storePart } from '@m4max/streams';
import { app } from './app.ts';
import type { Config } from './config.ts';
import { emptyFleet } from './fleet/fleet.ts';
import { latestAll, sources } from './fleet/latest.ts';
import { readSecretsKey, readToken } from './host/read-secrets.ts';
import { eventStream } from './http/event-stream.ts';
import { listAlerts } from './http/list-alerts.ts';
import { probeServices } from './http/probe-services.ts';
import { healthSignature, liveHealth, liveSnapshot } from './live/snapshot.ts';
import { bindGateway } from './metrics.ts';
import { findAdvice } from './redis/find-advice.ts';
import { followFleet } from './redis/follow-fleet.ts';
import { lookAtStore } from './redis/look-at-store.ts';
import { viewers } from './redis/viewers.ts';
import { sessions } from './session/seal.ts';

/** Health is told at once when it changed, and this often in any case. */
const TELL_HEALTH_MS = 5000;

/** The parts of the gateway; the stream stops first, so that nobody who watches holds the listener up. */
export function parts(context: Context<Config>): readonly Part[] {
  const { config, log, name } = context;
  const token = readToken('ALERT_MANAGER_TOKEN_FILE', config.ALERT_MANAGER_TOKEN_FILE);
  const secretsKey = readSecretsKey(config.SECRETS_KEY_FILE);
  const store = connectStore(config.REDIS_URL, { name, log });
  const fleet = emptyFleet(new Date(), config.DEMO ? 'demo' : 'live');
  const watch = viewers({ context, store, watching: () => stream.clients() > 0 });
  const stream = eventStream({
    context,
    snapshot: () => liveSnapshot(fleet, new Date()),
    onFirstClient: () => watch.tell(),
  });
  const self = () => {
    const notReady = context.health().notReady.map(({ part, reason }) => `${part}: ${reason}`);
    return {
      name,
      url: `http://${config.BIND_ADDRESS}:${config.PORT}`,
      up: true,
      ready: notReady.length === 0,
      ...(notReady.length === 0 ? {} : { detail: notReady.join('; ') }),
      checked_at: new Date().toISOString(),
    };
  };
  const upstreams = [
    ...config.EXPORTER_URLS,
    { name: 'alert-manager', url: config.ALERT_MANAGER_URL },
  ];
  const registry = new Registry();
  processMetrics(registry, name);
  bindGateway(
    registry,
    () => ({
      services: fleet.services,
      sources: sources(latestAll(fleet, new Date())),
      store_up: fleet.store.up,
      stream_clients: stream.clients(),
      stream_events: stream.ring.count(),
    }),
    config.HOST_LABEL,
  );
  const http = listener({
    context,
    app: app({
      context,
      fleet,
      store,
      stream,
      registry,
      token,
      sessions: secretsKey === undefined ? undefined : sessions(secretsKey),
    }),
  });

  let told = { signature: '', at: Number.NEGATIVE_INFINITY };
  const tellHealth = ticker({
    name: 'health',
    seconds: 1,
    log,
    async job() {
      const health = liveHealth(fleet, new Date());
      const signature = healthSignature(health);
      const at = performance.now();
      if (signature === told.signature && at - told.at < TELL_HEALTH_MS) return;
      told = { signature, at };
      stream.publish('health', () => health);
    },
  });

  return [
    storePart(store),
    lookAtStore({ context, store, fleet }),
    ...followFleet({
      context,
      store,
      fleet,
      onChange: (event, data) => stream.publish(event, data),
    }),
    listAlerts({ context, fleet, url: config.ALERT_MANAGER_URL, token }),
    probeServices({ context, fleet, upstreams, self }),
    findAdvice({ context, store, fleet }),
    watch,
    tellHealth,
    http,
    stream,
  ];
}
