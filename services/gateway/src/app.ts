import type { HistoryQuery, SampleKind } from '@m4max/contracts';
import { gatewayEndpoints, openApiDocument } from '@m4max/contracts';
import type { Context, Registry } from '@m4max/service-kit';
import { createApp } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import type { Express } from 'express';
import type { Config } from './config.ts';
import { endpointScope } from './endpoint-scope.ts';
import { mergeExpositions } from './exposition/merge-expositions.ts';
import type { Fleet } from './fleet/fleet.ts';
import { latestAll, sources } from './fleet/latest.ts';
import { alertManagerProxy } from './http/alert-manager-proxy.ts';
import { chosenHost, chosenSample } from './http/chosen-host.ts';
import type { EventStream } from './http/event-stream.ts';
import { MAX_CLIENTS } from './http/event-stream.ts';
import { logIn, tokenInCookie, withLogin } from './http/login.ts';
import type { Handlers } from './http/mount-endpoints.ts';
import { mountEndpoints } from './http/mount-endpoints.ts';
import { oneAtATime } from './http/one-at-a-time.ts';
import { readPastAlerts } from './http/read-alerts.ts';
import { pageScraper } from './http/scrape-pages.ts';
import { openPages, servePages } from './http/serve-pages.ts';
import { sharedReports } from './http/shared-reports.ts';
import { sharedSummaries } from './http/shared-summaries.ts';
import { makeReport } from './redis/make-report.ts';
import { readColumns } from './redis/read-columns.ts';
import { html, markdown } from './report/render.ts';
import type { Sessions } from './session/seal.ts';
import { fleetStatus, secondsSince } from './status.ts';
import { platformTrading } from './trading/platform-trading.ts';
import { systemHealth } from './verdict/system-health.ts';

/** Bodies on their way to the alert-manager are not touched. */
const RAW_PATHS = ['/api/v2/', '/api/v1/monitoring/alerts', '/api/v1/monitoring/notifications'];

/** A report that waits longer for them goes without. */
const PAST_ALERTS_SECONDS = 5;

export type AppParts = {
  readonly context: Context<Config>;
  readonly fleet: Fleet;
  readonly store: Store;
  readonly stream: EventStream;
  readonly registry: Registry;
  /** The gateway's own token at the alert-manager. */
  readonly token: string | undefined;
  readonly sessions: Sessions | undefined;
};

export function app(parts: AppParts): Express {
  const { context, registry, sessions, token } = parts;
  const { ALERT_MANAGER_URL: url, API_TOKENS_FILE } = context.config;
  return withLogin(
    createApp({
      context,
      registry,
      scopeOf: endpointScope,
      rawPaths: RAW_PATHS,
      openPaths: openPages,
      credentialOf: (request) => tokenInCookie(request, sessions),
      routes(express) {
        mountEndpoints(express, handlers(parts), alertManagerProxy({ context, url, token }));
        express.use(
          servePages({
            mustLogIn: (request) =>
              API_TOKENS_FILE !== undefined && tokenInCookie(request, sessions) === undefined,
          }),
        );
      },
    }),
  );
}

function handlers(parts: AppParts): Handlers {
  const { context, fleet, store, stream, registry, token, sessions } = parts;
  const { HOST_LABEL: own, ALERT_MANAGER_URL, API_TOKENS_FILE } = context.config;
  const document = openApiDocument({
    title: 'M4 Max monitoring fleet',
    version: '1',
    endpoints: gatewayEndpoints,
  });
  const scrape = pageScraper({ context, fleet, ownPage: () => registry.metrics() });
  const summaryOf = sharedSummaries(fleet);
  const inTurn = oneAtATime();
  const reportOf = sharedReports((host, period) =>
    inTurn(() =>
      makeReport({
        store,
        fleet,
        host,
        period,
        pastAlerts: () =>
          readPastAlerts(ALERT_MANAGER_URL, { timeoutSeconds: PAST_ALERTS_SECONDS, token }),
        now: new Date(),
      }),
    ),
  );
  const latest = () => latestAll(fleet, new Date());

  /** History may be asked of a machine that is gone; by default it is of the one that is shown. */
  const hostOf = (query: { host?: string | undefined }, kind: SampleKind) =>
    query.host ?? chosenHost({}, own, latest()[kind], `${kind} sample`);
  const history =
    (kind: SampleKind) =>
    ({ query }: { readonly query: HistoryQuery }) =>
      readColumns({ store, kind, host: hostOf(query, kind), query, now: new Date(), inTurn });

  return {
    hardwareMetrics: ({ query }) => chosenSample(query, own, latest().hardware, 'hardware sample'),
    hardwareHistory: history('hardware'),
    containersMetrics: ({ query }) =>
      chosenSample(query, own, latest().containers, 'containers sample'),
    containersHistory: history('containers'),
    tradingMetrics: ({ query }) =>
      platformTrading(chosenSample(query, own, latest().trading, 'trading sample')),
    tradingHistory: history('trading'),
    systemHealth({ response }) {
      const health = systemHealth(fleet, latest(), new Date());
      if (health.overall_status === 'down') response.status(503);
      return health;
    },
    dashboardSummary: ({ query }) => summaryOf(chosenHost(query, own, sources(latest()), 'sample')),
    optimizations: () => fleet.advice,
    async performanceReport({ query, response }) {
      const report = await reportOf(hostOf(query, 'hardware'), query.period);
      if (query.format === 'json') return report;
      if (query.format === 'markdown') response.type('text/markdown').send(markdown(report));
      else response.type('text/html').send(html(report));
      return undefined;
    },
    stream: ({ request, response }) => stream.connect(request, response),
    health: () => ({
      status: 'pass',
      service: context.name,
      uptime_seconds: secondsSince(fleet.startedAt, new Date()),
    }),
    status: () =>
      fleetStatus(
        fleet,
        {
          clients: stream.clients(),
          max_clients: MAX_CLIENTS,
          epoch: stream.ring.epoch,
          events: stream.ring.count(),
        },
        new Date(),
      ),
    async fleetMetrics({ response }) {
      const page = mergeExpositions(await scrape());
      response.set('content-type', registry.contentType).send(page);
    },
    login: ({ body, request, response }) =>
      logIn({
        request,
        response,
        token: body.token,
        asksForTokens: API_TOKENS_FILE !== undefined,
        sessions,
      }),
    openapi: () => ({ ...document }),
  };
}
