import { OUTER_HOST } from './endpoint.ts';
import type { Reply } from './reply.ts';
import type { Settled } from './settled.ts';
import type { Ask } from './target.ts';
import { verdictOf } from './verdict.ts';

/** What a reply comes to, or why it says nothing: some failures are those of the way there. */
export function answerIn(
  reply: Reply,
  about: {
    readonly target: Ask;
    /** How long it took. */
    readonly seconds: number;
    readonly hasAnswered: boolean;
  },
): Settled {
  const { target, seconds, hasAnswered } = about;
  const reason = hasAnswered ? undefined : faultOfWay(reply, target.url);
  if (reason !== undefined) return { kind: 'missing', reason };
  const isMeasured =
    reply.kind === 'answer' && (reply.end === 'whole' || reply.end === 'cut at the limit');
  return {
    kind: 'known',
    probe: {
      ...verdictOf(reply, target),
      source: 'endpoint',
      ...(isMeasured ? { response_seconds: seconds } : {}),
    },
  };
}

/** Out of a container, the name of the outer machine may be missing, and the way there be barred. */
function faultOfWay(reply: Reply, url: string): string | undefined {
  if (reply.kind === 'unknown host' && reply.host === OUTER_HOST)
    return `${OUTER_HOST} is not known in the container of this exporter: add extra_hosts: ["${OUTER_HOST}:host-gateway"] to it`;
  if (reply.kind === 'no connection' && new URL(url).hostname === OUTER_HOST)
    return `no connection from the container of this exporter to ${new URL(url).host} is taken: put both on one network`;
  return undefined;
}
