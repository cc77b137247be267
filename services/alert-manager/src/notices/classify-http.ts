import type { ChannelName } from '@m4max/contracts';
import type { Outcome } from './outcome.ts';
import { retryAfterSeconds } from './outcome.ts';

/** An HTTP answer, its body cut to what was read of it. */
export type HttpReply = {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: string;
};

const TRANSIENT = new Set([408, 425, 429]);
const PAGERDUTY_CALM_SECONDS = 120; // Its documentation asks for a back-off of a few minutes.

/** What a receiver's answer means for the message. */
export function classifyReply(
  channel: Exclude<ChannelName, 'email'>,
  reply: HttpReply,
  now: Date,
): Outcome {
  const { status } = reply;
  if (status >= 200 && status < 300) {
    const refusal = channel === 'slack' ? slackRefusal(reply.body) : undefined;
    if (refusal !== undefined) return { kind: 'rejected', because: `Slack answered ${refusal}` };
    return { kind: 'delivered', detail: `HTTP ${status}` };
  }
  const because = `HTTP ${status}${keyword(reply.body)}`;
  if (status >= 500 || TRANSIENT.has(status)) {
    const asked = retryAfterSeconds(reply.retryAfter, now);
    const calm = channel === 'pagerduty' && status === 429 ? PAGERDUTY_CALM_SECONDS : undefined;
    const afterSeconds = asked ?? calm;
    return {
      kind: 'retry',
      because,
      unsure: false,
      ...(afterSeconds === undefined ? {} : { afterSeconds }),
    };
  }
  if (status >= 300 && status < 400)
    return {
      kind: 'rejected',
      because: `${because}: redirects are not followed, set the final URL`,
    };
  return { kind: 'rejected', because };
}

/** Slack says some refusals with a 200. */
function slackRefusal(body: string): string | undefined {
  const text = body.trim();
  if (text === 'ok' || text === '') return undefined;
  if (/"ok"\s*:\s*true/.test(text)) return undefined;
  return errorKeyword(text) ?? 'something other than ok';
}

function keyword(body: string): string {
  const found = errorKeyword(body);
  return found === undefined ? '' : ` ${found}`;
}

/** Error names such as `no_service` and nothing else of a foreign body: it may repeat what is secret. */
function errorKeyword(body: string): string | undefined {
  const text = body.trim();
  if (/^[a-z]+(?:_[a-z]+){0,6}$/.test(text) && text.length <= 64) return text;
  return /"(?:error|status)"\s*:\s*"([a-z][a-z_ ]{0,62})"/.exec(text)?.[1];
}

/** Failures before a byte of the message can have left. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
const TLS = /CERT|SSL|TLS|UNABLE_TO_VERIFY|SELF_SIGNED/;

/** What it means that no answer came. */
export function classifyFailure(code: string | undefined, triesMade: number): Outcome {
  if (code !== undefined && TLS.test(code)) return classifyTlsFailure(code, triesMade);
  const because = code === undefined ? 'no answer' : `no answer (${code})`;
  return { kind: 'retry', because, unsure: code === undefined || !NOT_CONNECTED.has(code) };
}

/** A certificate does not mend itself in a minute: the third failure is final. */
const TLS_TRIES = 3;

export function classifyTlsFailure(code: string, triesMade: number): Outcome {
  const because = `the TLS connection failed (${code})`;
  if (triesMade + 1 < TLS_TRIES) return { kind: 'retry', because, unsure: false };
  return { kind: 'rejected', because: `${because}: check the receiver's certificate` };
}
