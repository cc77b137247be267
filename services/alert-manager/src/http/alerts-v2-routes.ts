import type { Store } from '@m4max/streams';
import type { Express, Request, Response } from 'express';
import express from 'express';
import { gettable } from '../alerts/gettable.ts';
import type { LabelNames } from '../alerts/pushed.ts';
import { readFilter } from '../alerts/read-filter.ts';
import { readPush } from '../alerts/read-push.ts';
import { loadRecords } from '../redis/records.ts';
import { takePushed } from '../redis/take-pushed.ts';
import { callerOf } from './alerts-caller.ts';
import { whileStoreAnswers } from './alerts-store-away.ts';

/** The Alertmanager whose API this is; amtool compares it with its own. */
const API_VERSION = '0.27.0';
const BODY_LIMIT = '1mb';
/** What was pushed to this process. */
export type PushTally = { firing: number; resolved: number; invalid: number };

export type V2Options = {
  readonly store: Store;
  readonly labelNames: LabelNames;
  readonly groupOf: (ruleName: string) => string | undefined;
  /** Who would be told of an alert with these labels. */
  readonly receiversOf: (labels: Readonly<Record<string, string>>) => readonly string[];
  /** The configuration in force as YAML, secrets replaced. */
  readonly configuration: string;
  readonly pushed: PushTally;
  readonly startedAt: Date;
};

/** Alertmanager's API v2, as far as Prometheus and amtool need it to push and to look. */
export function alertsV2Routes(app: Express, options: V2Options): void {
  const { store } = options;
  const alerts = app.route('/api/v2/alerts');
  alerts.get(async (request, response) => {
    const filter = readFilter(request.query);
    if (filter.kind === 'faulty') return businessError(response, filter.message);
    const records = await whileStoreAnswers(store, () => loadRecords(store));
    const now = new Date();
    const shown = records
      .filter(({ alert }) => !alert.resolved)
      .map(({ alert }) => gettable(alert, { receivers: options.receiversOf(alert.labels), now }))
      .filter((alert) => filter.shows(alert))
      .toSorted((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1));
    return send(response, 200, shown);
  });
  alerts.post(express.text({ type: () => true, limit: BODY_LIMIT }), async (request, response) => {
    const type = request.get('content-type') ?? 'application/octet-stream';
    if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json')
      return shapeError(
        response,
        415,
        `unsupported media type ${JSON.stringify(type)}, only [application/json] are allowed`,
      );
    const read = readPush(typeof request.body === 'string' ? request.body : '');
    if (read.kind === 'refused') return send(response, read.status, read.body);
    const { firing, resolved, faults } = await whileStoreAnswers(store, () =>
      takePushed(store, read.alerts, {
        labelNames: options.labelNames,
        groupOf: options.groupOf,
        sourceName: sourceName(request),
        now: new Date(),
      }),
    );
    options.pushed.firing += firing;
    options.pushed.resolved += resolved;
    options.pushed.invalid += faults.length;
    if (faults.length > 0) return businessError(response, faults.join('; '));
    return response.status(200).end();
  });
  alerts.all((request, response) => {
    response.set('allow', 'GET,POST');
    shapeError(response, 405, `method ${request.method} is not allowed, but [GET,POST] are`);
  });

  app.get('/api/v2/status', (_request, response) => {
    const { startedAt, configuration } = options;
    send(response, 200, {
      cluster: { status: 'ready', name: 'm4max', peers: [] },
      versionInfo: {
        version: API_VERSION,
        revision: '',
        branch: '',
        buildUser: '',
        buildDate: '',
        goVersion: '',
      },
      config: { original: configuration },
      uptime: startedAt.toISOString(),
    });
  });
  app.get(['/-/healthy', '/-/ready'], (_request, response) => {
    response.type('text/plain').send('OK');
  });
  app.use('/api/v2', (request, response) => {
    shapeError(response, 404, `path /api/v2${request.path} was not found`);
  });
}

/** A token tells pushers apart, and without one their address does. */
function sourceName(request: Request): string {
  return `push from ${callerOf(request) ?? request.ip ?? 'unknown'}`;
}

/** A request of the wrong shape: an object. */
function shapeError(response: Response, code: 404 | 405 | 415, message: string): void {
  send(response, code, { code, message });
}

/** A request that means something impossible: a bare string. */
function businessError(response: Response, message: string): void {
  response.status(400).setHeader('content-type', 'application/json');
  response.end(`${JSON.stringify(message)}\n`);
}

function send(response: Response, status: number, body: unknown): void {
  response.status(status).setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
