import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, requireComponent } from '@m4max/test-kit';
import { listen } from '../fixtures/listen.ts';
import type { Certified, TestAuthority } from '../fixtures/test-certificates.ts';
import { testAuthority } from '../fixtures/test-certificates.ts';
import type { TlsFiles } from './address.ts';
import { engineClient } from './engine-client.ts';
import { asEngine, engineReplies } from './fixtures/fake-engine.ts';
import type { Meeting } from './meet-engine.ts';
import { meetEngine } from './meet-engine.ts';

jest.setTimeout(60_000);

const withOpenssl = requireComponent('openssl') ? describe : describe.skip;
const signal = new AbortController().signal;

withOpenssl('an engine on TLS', () => {
  let authority: TestAuthority;
  let stranger: TestAuthority;
  let ours: Certified;
  let empty: string;

  beforeAll(() => {
    authority = testAuthority('authority');
    stranger = testAuthority('stranger');
    ours = authority.issue({ name: 'client' });
    empty = mkdtempSync(join(tmpdir(), 'm4max-no-certificates-'));
  });
  afterAll(() => {
    authority.remove();
    stranger.remove();
    rmSync(empty, { recursive: true });
  });

  const serve = ({ cert, key }: Certified, options: ServerOptions = {}) =>
    listen(createServer({ cert, key, ...options }, asEngine(engineReplies)));
  const meet = (port: number, files: Partial<TlsFiles> = {}): Promise<Meeting> =>
    meetEngine(
      {
        kind: 'tls',
        host: '127.0.0.1',
        port,
        files: { folder: ours.folder, isNamed: true, isVerified: true, ...files },
      },
      signal,
    );
  const reason = async (meeting: Promise<Meeting>) => {
    const met = await meeting;
    return met.kind === 'failed' ? met.reason : 'it was met';
  };

  it('is met when its CA is known', async () => {
    const port = await serve(authority.issue({ name: '127.0.0.1' }));
    expect(await meet(port)).toMatchObject({ kind: 'met', facts: { id: 'FAKE' } });
  });

  it('is met when it asks who calls, and our certificate is of its CA', async () => {
    const port = await serve(authority.issue({ name: '127.0.0.1' }), {
      ca: authority.ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    expect(await meet(port)).toMatchObject({ kind: 'met' });
  });

  it('is believed unseen where a context says so', async () => {
    const port = await serve(stranger.issue({ name: 'elsewhere' }));
    const files = { folder: empty, isNamed: false, isVerified: false };
    expect(await meet(port, files)).toMatchObject({ kind: 'met' });
  });

  it('says which CA is needed', async () => {
    const port = await serve(stranger.issue({ name: '127.0.0.1' }));
    expect(await reason(meet(port))).toContain(
      `https://127.0.0.1:${port} has a certificate that nobody trusted here has signed: put its CA`,
    );
    expect(await reason(meet(port, { folder: empty, isNamed: false }))).toContain('put its CA');
  });

  it('says that the certificate is for another name', async () => {
    const port = await serve(authority.issue({ name: 'elsewhere' }));
    expect(await reason(meet(port))).toContain('has a certificate for other names');
  });

  it('says that the certificate has expired', async () => {
    const port = await serve(authority.issue({ name: '127.0.0.1', days: -1 }));
    expect(await reason(meet(port))).toContain('has a certificate that has expired: renew it');
  });

  it.each([
    { title: 'has no certificate', ownFiles: () => copyOf(['ca.pem']) },
    { title: 'has one of another CA', ownFiles: () => strangersWithOurCa() },
  ])('says that the client is refused when it $title', async ({ ownFiles }) => {
    const { cert, key } = authority.issue({ name: '127.0.0.1' });
    const folder = ownFiles();
    writeFileSync(join(folder, 'server-cert.pem'), cert);
    writeFileSync(join(folder, 'server-key.pem'), key);
    writeFileSync(join(folder, 'server-ca.pem'), authority.ca);
    // Unlike Node, OpenSSL tells the client why, as an engine does.
    const server = spawn(
      'openssl',
      [
        ...['s_server', '-accept', '127.0.0.1:0', '-www', '-Verify', '1', '-verify_return_error'],
        ...['-cert', 'server-cert.pem', '-key', 'server-key.pem', '-CAfile', 'server-ca.pem'],
      ],
      { cwd: folder },
    );
    let output = '';
    server.stdout.on('data', (text) => {
      output += String(text);
    });
    const ended = once(server, 'exit');
    try {
      const port = await eventually('the server listens', () => {
        const [, text] = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(output) ?? [];
        return text === undefined ? undefined : Number(text);
      });
      expect(await reason(meet(port, { folder }))).toContain(
        `https://127.0.0.1:${port} refuses our certificate: put a cert.pem and key.pem`,
      );
    } finally {
      server.kill();
      await ended;
    }
  });

  it('says that a server which breaks off may ask for a certificate', async () => {
    const port = await serve(authority.issue({ name: '127.0.0.1' }), {
      ca: stranger.ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    expect(await reason(meet(port))).toMatch(/cert\.pem and key\.pem/);
  });

  it('says that a server does not speak TLS', async () => {
    const port = await listen(createPlainServer(asEngine(engineReplies)));
    expect(await reason(meet(port))).toContain('does not speak TLS there: name it as http://…');
  });

  it('says that a server speaks TLS', async () => {
    const port = await listen(
      createPlainServer((_, response) => {
        response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n');
      }),
    );
    const plain = { kind: 'tcp' as const, host: '127.0.0.1', port };
    expect(await reason(meetEngine(plain, signal))).toContain('speaks TLS: name it as https://');
  });

  it('says which file is missing, and believes nobody for it', async () => {
    const port = await serve(authority.issue({ name: '127.0.0.1' }));
    expect(await reason(meet(port, { folder: empty }))).toContain(
      `https://127.0.0.1:${port} needs ca.pem in ${empty}, which is not there`,
    );
    const half = copyOf(['ca.pem', 'cert.pem']);
    expect(await reason(meet(port, { folder: half }))).toContain('has cert.pem but no key.pem');
  });

  it('says which file cannot be read', async () => {
    const folder = copyOf(['ca.pem', 'cert.pem']);
    // A link to itself is unreadable for root too.
    const loop = join(folder, 'key.pem');
    symlinkSync('key.pem', loop);
    expect(await reason(meet(1, { folder }))).toContain(`needs ${loop}, which cannot be read`);
  });

  it('says that a file is no certificate, and shows nothing of it', async () => {
    const folder = copyOf(['ca.pem', 'cert.pem']);
    writeFileSync(join(folder, 'key.pem'), 'planted-secret-of-a-key');
    const port = await serve(authority.issue({ name: '127.0.0.1' }));
    const text = await reason(meet(port, { folder }));
    expect(text).toContain('each has to be PEM');
    expect(text).not.toContain('planted');
  });

  it('is met once its certificates are mended', async () => {
    const port = await serve(authority.issue({ name: '127.0.0.1' }));
    const folder = mkdtempSync(join(tmpdir(), 'm4max-certificates-'));
    const files = { folder, isNamed: true, isVerified: true };
    const client = engineClient({ kind: 'tls', host: '127.0.0.1', port, files });
    writeFileSync(join(folder, 'ca.pem'), stranger.ca);
    await expect(client.facts(signal)).rejects.toThrow();
    writeFileSync(join(folder, 'ca.pem'), authority.ca);
    expect(await client.facts(signal)).toMatchObject({ id: 'FAKE' });
    rmSync(folder, { recursive: true });
  });

  function copyOf(names: readonly string[]): string {
    const folder = mkdtempSync(join(empty, 'copy-'));
    for (const name of names) copyFileSync(join(ours.folder, name), join(folder, name));
    return folder;
  }

  function strangersWithOurCa(): string {
    const { folder } = stranger.issue({ name: 'client' });
    copyFileSync(join(ours.folder, 'ca.pem'), join(folder, 'ca.pem'));
    return folder;
  }
});
