import { classifyTlsFailure } from './classify-http.ts';
import type { Outcome } from './outcome.ts';

/** The fields of nodemailer's errors that decide. */
export type MailFailure = {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly permanent?: boolean | undefined;
  readonly message: string;
};

/** Failures after the message was on its way; the Message-ID lets the reader's server drop a second one. */
const UNSURE = new Set(['ETIMEDOUT', 'ECONNECTION', 'EMESSAGE']);

/** What a mail server's refusal, or its silence, means for one recipient's message. */
export function classifyMailFailure(failure: MailFailure, triesMade: number): Outcome {
  const { code = 'unknown', responseCode, permanent, message } = failure;
  const because =
    responseCode === undefined ? `mail failed (${code})` : `mail server said ${responseCode}`;
  if (code === 'ETLS' || (code === 'ESOCKET' && /TLS|SSL|certificate/i.test(message)))
    return classifyTlsFailure(code, triesMade);
  if (permanent === true) return { kind: 'rejected', because: `${because}: ${adviceFor(code)}` };
  return { kind: 'retry', because, unsure: responseCode === undefined && UNSURE.has(code) };
}

function adviceFor(code: string): string {
  if (code === 'EAUTH') return 'check the user name and password of the mail server';
  if (code === 'EENVELOPE') return 'check the sender and the recipient';
  return 'the server does not take this message';
}
