import type { ServerResponse } from 'node:http';
import { refuse } from './docker-answers.ts';
import type { EngineEvent, Filters } from './docker-events.ts';
import { eventLine, isWanted, parseFilters, parseMoment } from './docker-events.ts';

/** As many as a real engine keeps. */
const KEPT_EVENTS = 256;

export type EventHub = {
  readonly tell: (event: EngineEvent) => void;
  /** Answers `/events`: past events where a moment is named, then each as it comes. */
  readonly listen: (query: URLSearchParams, response: ServerResponse) => void;
};

/** Keeps the last events and hands on each new one to those who listen. */
export function eventHub(): EventHub {
  const kept: EngineEvent[] = [];
  const listeners = new Map<ServerResponse, Filters>();
  return {
    tell(event) {
      kept.push(event);
      kept.splice(0, Math.max(0, kept.length - KEPT_EVENTS));
      for (const [response, filters] of listeners)
        if (isWanted(event, filters)) response.write(`${eventLine(event)}\n`);
    },
    listen(query, response) {
      const asked = parseQuery(query);
      if (typeof asked === 'string') return refuse(response, 400, asked);
      const { filters, since, until } = asked;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      if (since !== undefined || until !== undefined)
        for (const event of kept)
          if (isBetween(event, asked) && isWanted(event, filters))
            response.write(`${eventLine(event)}\n`);
      const ending = until === undefined ? undefined : endAt(until, response);
      listeners.set(response, filters);
      response.on('close', () => {
        clearTimeout(ending);
        listeners.delete(response);
      });
    },
  };
}

type Asked = {
  readonly filters: Filters;
  readonly since: bigint | undefined;
  readonly until: bigint | undefined;
};

/** What is asked for, or in words why it cannot be answered. */
function parseQuery(query: URLSearchParams): Asked | string {
  const filters = parseFilters(query.get('filters'));
  if (typeof filters === 'string') return filters;
  const moments: { since?: bigint; until?: bigint } = {};
  for (const name of ['since', 'until'] as const) {
    const text = query.get(name) ?? '';
    if (text === '') continue;
    const moment = parseMoment(text);
    if (moment === undefined) return `invalid value for '${name}': invalid timestamp "${text}"`;
    moments[name] = moment;
  }
  const { since, until } = moments;
  if (since !== undefined && until !== undefined && until < since)
    return '`since` time cannot be after `until` time';
  return { filters, since, until };
}

function isBetween({ nanoseconds }: EngineEvent, { since = 0n, until }: Asked): boolean {
  return nanoseconds >= since && (until === undefined || nanoseconds <= until);
}

/** Node's longest timer; nobody listens for 24 days. */
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

function endAt(until: bigint, response: ServerResponse): NodeJS.Timeout {
  const left = Number(until / 1_000_000n) - Date.now();
  return setTimeout(() => response.end(), Math.min(Math.max(left, 0), LONGEST_MILLISECONDS));
}
