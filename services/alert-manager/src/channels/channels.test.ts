import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HttpSink, SmtpSink } from '@m4max/test-kit';
import { httpSink, smtpSink } from '@m4max/test-kit';
import { parseNetwork } from '../notices/address.ts';
import type { Contact, Target } from '../notices/contact.ts';
import { anAlert } from '../notices/fixtures/an-alert.ts';
import type { Notice } from '../notices/notice.ts';
import { send } from './channels.ts';
import { checkDestination } from './resolve.ts';
import type { Surroundings } from './send.ts';

let sink: HttpSink;
let mail: SmtpSink;

beforeAll(async () => {
  [sink, mail] = await Promise.all([httpSink(), smtpSink()]);
});
afterAll(async () => {
  await Promise.all([sink.close(), mail.close()]);
});

const surroundings: Surroundings = {
  externalUrl: 'http://board.test/',
  allowPrivate: ['127.0.0.0/8'].flatMap((text) => parseNetwork(text) ?? []),
  resolve: async (name) => (name === 'rebinding.test' ? ['127.0.0.1'] : ['192.0.2.1']),
  now: () => new Date('2026-03-02T12:05:00.000Z'),
};

function deliver(
  contact: Contact,
  origin: Target['origin'] = 'file',
  about: Notice['about'] = 'firing',
) {
  const { channel } = contact;
  const target = {
    id: `x/${channel}/0`,
    receiver: 'x',
    channel,
    origin,
    sendResolved: true,
    contact,
  };
  const notice: Notice = {
    about,
    alert: anAlert(),
    dedupKey: 'am-1-2',
    receiver: 'x',
    because: 'routed',
    test: false,
    at: surroundings.now(),
  };
  return send({ target, notice, triesMade: 0 }, surroundings);
}

it('posts to Slack', async () => {
  sink.respondWith(() => ({ body: 'ok' }));
  expect(await deliver({ channel: 'slack', url: `${sink.url}/slack` })).toEqual({
    kind: 'delivered',
    detail: 'HTTP 200',
  });
  const request = sink.requests.at(-1);
  expect(request).toMatchObject({ method: 'POST', path: '/slack' });
  expect(request?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(request?.body ?? '')).toHaveProperty('blocks');
});

it('triggers PagerDuty with the key of the incident', async () => {
  sink.respondWith(() => ({ status: 202 }));
  const contact = {
    channel: 'pagerduty',
    routingKey: 'key',
    url: `${sink.url}/v2/enqueue`,
  } as const;
  expect((await deliver(contact, 'api')).kind).toBe('delivered');
  expect(JSON.parse(sink.requests.at(-1)?.body ?? '')).toMatchObject({
    routing_key: 'key',
    event_action: 'trigger',
    dedup_key: 'am-1-2',
  });
});

it('signs what it posts to a webhook', async () => {
  sink.respondWith(() => ({ status: 204 }));
  const contact = { channel: 'webhook', url: `${sink.url}/hook`, signingSecret: 'secret' } as const;
  expect((await deliver(contact)).kind).toBe('delivered');
  expect(sink.requests.at(-1)?.headers).toMatchObject({
    'webhook-signature': expect.stringMatching(/^v1,/),
    'idempotency-key': expect.stringContaining('firing'),
  });
});

it('does not follow a redirect', async () => {
  const before = sink.requests.length;
  sink.respondWith(() => ({ status: 302, headers: { location: `${sink.url}/elsewhere` } }));
  expect(await deliver({ channel: 'webhook', url: sink.url })).toMatchObject({ kind: 'rejected' });
  expect(sink.requests.length - before).toBe(1);
});

it('reads no more of a reply than it needs', async () => {
  sink.respondWith(() => ({ status: 500, body: 'x'.repeat(5_000_000) }));
  expect(await deliver({ channel: 'webhook', url: sink.url })).toEqual({
    kind: 'retry',
    because: 'HTTP 500',
    unsure: false,
  });
});

it('tells a refused connection from one that broke off', async () => {
  const gone = await httpSink();
  await gone.close();
  expect(await deliver({ channel: 'webhook', url: gone.url })).toMatchObject({
    because: 'no answer (ECONNREFUSED)',
    unsure: false,
  });
  const rude = await httpSink();
  rude.respondWith(() => {
    throw new Error('hang up');
  });
  expect(await deliver({ channel: 'webhook', url: rude.url })).toMatchObject({
    kind: 'retry',
    unsure: true,
  });
  await rude.close();
});

it.each([
  { title: 'this machine', url: () => sink.url },
  { title: 'this machine by https', url: () => 'https://127.0.0.1/' },
  { title: 'cloud metadata', url: () => 'https://169.254.169.254/latest/meta-data' },
  { title: 'a name that stands for this machine', url: () => 'https://rebinding.test/' },
  { title: 'IPv6 loopback', url: () => 'https://[::1]/' },
])('what the API set is not sent to $title', async ({ url }) => {
  const before = sink.requests.length;
  expect(await deliver({ channel: 'webhook', url: url() }, 'api')).toMatchObject({
    kind: 'rejected',
    because: expect.stringContaining('the address is refused'),
  });
  expect(sink.requests.length).toBe(before);
});

it('connects to the address that was checked, not to what the name stands for later', async () => {
  sink.respondWith(() => ({ body: 'ok' }));
  const { port } = new URL(sink.url);
  const outcome = await deliver({
    channel: 'webhook',
    url: `http://rebinding.test:${port}/pinned`,
  });
  expect(outcome.kind).toBe('delivered');
  expect(sink.requests.at(-1)?.headers.host).toBe(`rebinding.test:${port}`);
});

it('refuses a name when one of its addresses is not allowed', async () => {
  const guard = { channel: 'webhook', origin: 'api', allowPrivate: [] } as const;
  const resolve = async () => ['8.8.8.8', '127.0.0.1'];
  expect((await checkDestination('https://two.test/', guard, resolve)).kind).toBe('refused');
  const nothing = async () => [];
  expect((await checkDestination('https://none.test/', guard, nothing)).kind).toBe('refused');
});

it('mails in a thread', async () => {
  const server = {
    host: '127.0.0.1',
    port: mail.port,
    from: 'm4max@example.com',
    hello: 'studio',
    requireTls: false,
  };
  const contact = { channel: 'email', to: 'ann@example.com', server } as const;
  expect((await deliver(contact)).kind).toBe('delivered');
  expect((await deliver(contact, 'file', 'resolved')).kind).toBe('delivered');
  const [first = '', second = ''] = mail.messages.map(({ data }) => data);
  expect(mail.messages.map(({ to }) => to)).toEqual([['ann@example.com'], ['ann@example.com']]);
  const header = (name: string, message: string) =>
    new RegExp(`^${name}:\\s+(\\S+)`, 'im').exec(message)?.[1];
  expect(header('References', first)).toBe(header('References', second));
  expect(header('Message-ID', first)).not.toBe(header('Message-ID', second));
  expect(first).toContain('multipart/alternative');
});

it('takes a mail server without STARTTLS for a fault of the configuration, in the end', async () => {
  const server = {
    host: '127.0.0.1',
    port: mail.port,
    from: 'a@example.com',
    hello: 'studio',
    requireTls: true,
  };
  expect(await deliver({ channel: 'email', to: 'ann@example.com', server })).toMatchObject({
    kind: 'retry',
    because: expect.stringContaining('TLS'),
  });
});
