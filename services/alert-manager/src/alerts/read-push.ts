import { z } from 'zod';
import type { PushedAlert } from './pushed.ts';

/** A body that is no list of alerts, and how Alertmanager would say so. */
export type PushRead =
  | { readonly kind: 'alerts'; readonly alerts: readonly PushedAlert[] }
  | {
      readonly kind: 'refused';
      readonly status: 400 | 422;
      readonly body: { readonly code: number; readonly message: string };
    };

const TextMap = z.record(z.string(), z.string());
/** Unknown fields are ignored: clients of later versions send more. */
const Body = z
  .array(
    z.object({
      labels: TextMap,
      annotations: TextMap.nullish(),
      startsAt: z.string().nullish(),
      endsAt: z.string().nullish(),
      generatorURL: z.string().nullish(),
    }),
  )
  .nullable();

const MOMENT = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Reads the body of POST /api/v2/alerts; the request's shape is right as a whole or refused as a whole. */
export function readPush(text: string): PushRead {
  if (text.trim() === '') return refused(422, 602, 'alerts in body is required');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return unreadable(jsonFault(text, error));
  }
  const parsed = Body.safeParse(json);
  if (!parsed.success) return shapeFault(json, parsed.error);
  const alerts: PushedAlert[] = [];
  for (const [index, alert] of (parsed.data ?? []).entries()) {
    const startsAt = readTime(alert.startsAt);
    const endsAt = readTime(alert.endsAt);
    for (const moment of [startsAt, endsAt])
      if (moment.kind === 'faulty')
        return unreadable(`parsing time ${JSON.stringify(moment.text)}: expected RFC 3339`);
    const url = alert.generatorURL ?? '';
    if (url !== '' && !URL.canParse(url))
      return refused(
        422,
        601,
        `${index}.generatorURL in body must be of type uri: ${JSON.stringify(url)}`,
      );
    alerts.push({
      labels: alert.labels,
      annotations: alert.annotations ?? {},
      ...(startsAt.kind === 'moment' ? { startsAt: startsAt.moment } : {}),
      ...(endsAt.kind === 'moment' ? { endsAt: endsAt.moment } : {}),
      ...(url === '' ? {} : { generatorUrl: url }),
    });
  }
  return { kind: 'alerts', alerts };
}

type Time =
  | { readonly kind: 'moment'; readonly moment: Date }
  | { readonly kind: 'unset' }
  | { readonly kind: 'faulty'; readonly text: string };

/** Go's zero time, which amtool always sends, means that none was given. */
function readTime(text: string | null | undefined): Time {
  if (text === null || text === undefined || text.startsWith('0001-01-01'))
    return { kind: 'unset' };
  const moment = new Date(text.replace(' ', 'T'));
  if (!MOMENT.test(text) || !isMoment(moment)) return { kind: 'faulty', text };
  return { kind: 'moment', moment };
}

/** By UTC too the year has four digits: with more the record could be written and never read again. */
function isMoment(moment: Date): boolean {
  return !Number.isNaN(moment.getTime()) && /^\d{4}-/.test(moment.toISOString());
}

function shapeFault(json: unknown, error: z.ZodError): PushRead {
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>((inside, key) => Object(inside)[key], json);
  const [index, field] = path;
  if (
    path.length > 0 &&
    (value === null || value === undefined) &&
    (field ?? 'labels') === 'labels'
  )
    return refused(422, 602, `${String(index)}.labels in body is required`);
  const wanted =
    path.length === 0
      ? 'value of type models.PostableAlerts'
      : path.length === 1
        ? 'value of type models.PostableAlert'
        : `struct field Alert.${String(field)} of type ${typeOfField(path)}`;
  return unreadable(`json: cannot unmarshal ${typeNameOf(value)} into Go ${wanted}`);
}

function typeOfField([, field, name]: readonly PropertyKey[]): string {
  const isSet = field === 'labels' || field === 'annotations';
  return isSet && name === undefined ? 'models.LabelSet' : 'string';
}

function typeNameOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Where the text breaks off Alertmanager speaks of its end, elsewhere of the character. */
function jsonFault(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
  if (message.includes('end of JSON input') || position >= text.length) return 'unexpected EOF';
  const token = /Unexpected token (?:')?(.)/u.exec(message)?.[1];
  const character = Number.isNaN(position) ? token : text.charAt(position);
  return `invalid character '${character ?? text.charAt(0)}' looking for beginning of value`;
}

function unreadable(because: string): PushRead {
  return refused(400, 400, `parsing alerts body from "" failed, because ${because}`);
}

function refused(status: 400 | 422, code: number, message: string): PushRead {
  return { kind: 'refused', status, body: { code, message } };
}
