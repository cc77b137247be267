import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { classifyMailFailure } from '../notices/classify-mail.ts';
import type { MailServer } from '../notices/contact.ts';
import { contentOf } from '../notices/content.ts';
import { renderEmail } from '../notices/render-email.ts';
import type { Send } from './send.ts';

/** Its own limits count idle time only; this one ends a server that talks for ever. */
const WHOLE_TIMEOUT_MS = 30_000;

/** One recipient a message: a server that takes one of two says yes to both. */
export const sendEmail: Send<'email'> = async ({ to, server }, delivery, surroundings) => {
  const { notice, target, triesMade } = delivery;
  const mail = renderEmail(notice, contentOf(notice, surroundings.externalUrl), target.id);
  const transport = createTransport(transportOptions(server));
  try {
    await transport.sendMail({
      from: server.from,
      to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: mail.messageId,
      references: mail.thread,
      inReplyTo: mail.thread,
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(WHOLE_TIMEOUT_MS),
    });
    return { kind: 'delivered', detail: 'the mail server took it' };
  } catch (error) {
    return classifyMailFailure(Failure.parse(error), triesMade);
  } finally {
    transport.close();
  }
};

function transportOptions(server: MailServer) {
  const { host, port, hello, requireTls, login } = server;
  return {
    host,
    port,
    name: hello,
    secure: port === 465,
    requireTLS: requireTls,
    ...(login === undefined ? {} : { auth: { user: login.username, pass: login.password } }),
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Nodemailer's errors, by the fields that decide. */
const Failure = z.object({
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  permanent: z.boolean().optional().catch(undefined),
});
