import type { Alert, Alerts } from '@m4max/contracts';
import { AcknowledgeAlert, AlertHistoryQuery, AlertsQuery } from '@m4max/contracts';
import { Problem, parseBody, parseQuery } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import type { Express, Request } from 'express';
import { acknowledge } from '../alerts/acknowledge.ts';
import { newestFirst } from '../alerts/newest-first.ts';
import { episodeOf } from '../alerts/record.ts';
import { loadPastAlert, loadPastAlerts } from '../redis/past-alert.ts';
import { changeRecord, loadRecord, loadRecords } from '../redis/records.ts';
import { callerOf } from './alerts-caller.ts';
import { whileStoreAnswers } from './alerts-store-away.ts';

const base = '/api/v1/monitoring/alerts';

/** Alerts as the platform's clients read them, and the one thing that they do about them. */
export function alertsRoutes(app: Express, store: Store): void {
  app.get(base, async (request, response) => {
    const { state, severity, limit } = parseQuery(AlertsQuery, request.query);
    const records = await whileStoreAnswers(store, () => loadRecords(store));
    const wanted = records
      .map(({ alert }) => alert)
      .filter((alert) => (state === undefined ? !alert.resolved : alert.state === state))
      .filter((alert) => severity === undefined || alert.severity === severity);
    response.json({ alerts: newestFirst(wanted).slice(0, limit) } satisfies Alerts);
  });

  app.get(`${base}/history`, async (request, response) => {
    const { severity, limit } = parseQuery(AlertHistoryQuery, request.query);
    const alerts = await whileStoreAnswers(store, () => loadPastAlerts(store, { severity, limit }));
    response.json({ alerts: [...alerts] } satisfies Alerts);
  });

  app.get(`${base}/:id`, async (request, response) => {
    const id = readId(request);
    const alert = await whileStoreAnswers(store, () => findAlert(store, id));
    if (alert === undefined) throw unknown(id);
    response.json(alert);
  });

  app.post(`${base}/:id/acknowledge`, async (request, response) => {
    const id = readId(request);
    const { by, comment } = parseBody(AcknowledgeAlert, request.body ?? {});
    const who = callerOf(request) ?? by ?? 'local';
    const alert = await whileStoreAnswers(store, () =>
      acknowledgeAlert(store, id, { by: who, ...(comment === undefined ? {} : { comment }) }),
    );
    response.json(alert);
  });
}

type Id = { readonly fingerprint: string; readonly episode: string | undefined };

function readId(request: Request): Id {
  const text = String(request.params.id);
  const [, fingerprint, episode] = /^([0-9a-f]{16})(?:-(\d{1,16}))?$/.exec(text) ?? [];
  if (fingerprint === undefined)
    throw new Problem(
      404,
      'no-such-alert',
      `There is no alert ${text}: ids come from GET ${base}.`,
    );
  return { fingerprint, episode };
}

async function findAlert(store: Store, { fingerprint, episode }: Id): Promise<Alert | undefined> {
  const alert = (await loadRecord(store, fingerprint))?.alert;
  if (episode === undefined || isEpisode(alert, episode)) return alert;
  return loadPastAlert(store, { fingerprint, episode });
}

async function acknowledgeAlert(
  store: Store,
  id: Id,
  { by, comment }: { readonly by: string; readonly comment?: string },
): Promise<Alert> {
  const { fingerprint, episode } = id;
  const record = await changeRecord(store, fingerprint, (before) => {
    if (before === undefined || (episode !== undefined && !isEpisode(before.alert, episode)))
      return undefined;
    const now = new Date();
    const outcome = acknowledge(before, {
      by,
      now,
      ...(comment === undefined ? {} : { comment }),
    });
    if (outcome.kind === 'resolved') throw alreadyResolved(before.alert);
    return outcome.kind === 'acknowledged' ? outcome.change : undefined;
  });
  if (record !== undefined && (episode === undefined || isEpisode(record.alert, episode)))
    return record.alert;
  const past =
    episode === undefined ? undefined : await loadPastAlert(store, { fingerprint, episode });
  throw past === undefined ? unknown(id) : alreadyResolved(past);
}

function isEpisode(alert: Alert | undefined, episode: string): boolean {
  return alert !== undefined && episodeOf(alert) === episode;
}

function unknown({ fingerprint, episode }: Id): Problem {
  const id = episode === undefined ? fingerprint : `${fingerprint}-${episode}`;
  return new Problem(
    404,
    'no-such-alert',
    `There is no alert ${id}, or it ended over 30 days ago.`,
  );
}

function alreadyResolved({ ended_at, updated_at }: Alert): Problem {
  return new Problem(
    409,
    'already-resolved',
    `The alert ended at ${ended_at ?? updated_at}: there is nothing to take on.`,
  );
}
