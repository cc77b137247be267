import type { ServerResponse } from 'node:http';
import { refuse } from './docker-answers.ts';
import type { Simulated } from './docker-simulated.ts';
import { stats, statsText } from './docker-stats-reply.ts';
import { isTrue } from './docker-versions.ts';

/** How far two bodies of a stream are apart. */
const STREAM_MILLISECONDS = 1000;

/**
 * Answers `/containers/{id}/stats`: a body each second; or one, for which the engine reads twice; or
 * with `one-shot` the first reading alone.
 */
export function answerStats(
  current: () => Simulated,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const isStream = query.get('stream') === null || isTrue(query.get('stream'));
  const isOneShot = isTrue(query.get('one-shot'));
  if (isStream && isOneShot)
    return refuse(response, 400, 'cannot have stream=true and one-shot=true');
  let last = stats(current(), new Date());
  const write = () => response.write(`${statsText(last)}\n`);
  response.writeHead(200, { 'content-type': 'application/json' });
  const isOne = isOneShot || (!isStream && current().run.kind !== 'running');
  if (isStream || isOne) write();
  if (isOne) return void response.end();
  const timer = setInterval(() => {
    last = stats(current(), new Date(), last);
    write();
    if (!isStream) response.end();
  }, STREAM_MILLISECONDS);
  response.on('close', () => clearInterval(timer));
}
