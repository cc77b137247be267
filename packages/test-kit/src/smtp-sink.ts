import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type SunkMessage = {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came over the wire. */
  readonly data: string;
};

export type SmtpSink = {
  readonly port: number;
  /** Oldest first; lives as long as one test. */
  readonly messages: readonly SunkMessage[];
  close(): Promise<void>;
};

/** A mail server on the loopback, without TLS and passwords, that keeps what it gets. */
export async function smtpSink(): Promise<SmtpSink> {
  const messages: SunkMessage[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        messages.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          data: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
  });
  // A client that hangs up in the middle is the test's business, not a reason to end the process.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    messages,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
