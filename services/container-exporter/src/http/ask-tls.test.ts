import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { requireComponent } from '@m4max/test-kit';
import { listen } from '../fixtures/listen.ts';
import type { TestAuthority } from '../fixtures/test-certificates.ts';
import { testAuthority } from '../fixtures/test-certificates.ts';
import { ask, createAgents } from './ask.ts';

jest.setTimeout(60_000);

const withOpenssl = requireComponent('openssl') ? describe : describe.skip;
const quiet = new AbortController().signal;

withOpenssl('an endpoint on TLS', () => {
  let authority: TestAuthority;
  beforeAll(() => {
    authority = testAuthority('authority');
  });
  afterAll(() => authority.remove());

  const secure = (certified: Parameters<TestAuthority['issue']>[0] = { name: 'localhost' }) =>
    listen(createTlsServer(authority.issue(certified), (_, response) => response.end('ok')));
  const asked = (url: string, checksCertificate = true, signer?: string) =>
    ask({ url, checksCertificate }, createAgents(signer), quiet);

  it.each([
    { title: 'is well', isKnown: true, expected: { kind: 'answer', body: 'ok' } },
    {
      title: 'is signed by nobody known',
      isKnown: false,
      expected: {
        kind: 'none',
        reason:
          'its certificate is signed by nobody who is known here: name the signer in NODE_EXTRA_CA_CERTS',
      },
    },
    {
      title: 'has expired',
      certified: { name: 'localhost', days: -1 },
      isKnown: true,
      expected: { kind: 'none', reason: 'its certificate has expired: renew it' },
    },
    {
      title: 'is for another name',
      certified: { name: 'elsewhere' },
      isKnown: true,
      expected: {
        kind: 'none',
        reason: 'its certificate is for another name: ask it by that name',
      },
    },
  ])('says when a certificate $title', async ({ certified, isKnown, expected }) => {
    const url = `https://localhost:${await secure(certified)}/health`;
    const signer = isKnown ? authority.ca.toString() : undefined;
    expect(await asked(url, true, signer)).toMatchObject(expected);
    expect(await asked(url, true, signer)).toMatchObject(expected); // No session hides it.
  });

  it('takes any certificate at an address that it picked itself', async () => {
    const port = await secure({ name: 'localhost', days: -1 });
    const reply = await asked(`https://127.0.0.1:${port}/health`, false);
    expect(reply).toMatchObject({ kind: 'answer', body: 'ok' });
  });

  it('notices TLS where none was expected, and the reverse', async () => {
    expect(await asked(`http://127.0.0.1:${await secure()}/health`)).toEqual({
      kind: 'none',
      reason: expect.stringMatching(/^(speaks TLS: ask it by an https|closed the connection)/),
    });
    const plain = await listen(createServer((_, response) => response.end('ok')));
    expect(await asked(`https://127.0.0.1:${plain}/health`)).toEqual({
      kind: 'none',
      reason: 'does not speak TLS as it should: is it meant to be http:// ?',
    });
  });
});
