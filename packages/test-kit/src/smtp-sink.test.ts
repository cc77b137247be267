import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';
import { smtpSink } from './smtp-sink.ts';

it('keeps the messages that it gets', async () => {
  const sink = await smtpSink();
  const client = connect(sink.port, '127.0.0.1').setEncoding('utf8');
  const commands = [
    'EHLO test',
    'MAIL FROM:<fleet@example.org>',
    'RCPT TO:<one@example.org>',
    'RCPT TO:<two@example.org>',
    'DATA',
    'Subject: hot\r\n\r\n91 degrees\r\n.',
  ];
  try {
    // One command for each complete answer: a line whose code is followed by a space.
    client.on('data', (text: string) => {
      const command = /^\d{3} /m.test(text) ? commands.shift() : undefined;
      if (command !== undefined) client.write(`${command}\r\n`);
    });
    const message = await eventually('the message', () => sink.messages[0]);
    expect(message.from).toBe('fleet@example.org');
    expect(message.to).toEqual(['one@example.org', 'two@example.org']);
    expect(message.data).toContain('Subject: hot');
  } finally {
    client.destroy();
    await sink.close();
  }
}, 60_000);
