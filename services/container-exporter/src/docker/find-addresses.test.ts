import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { addressText } from './address.ts';
import type { DockerSettings } from './find-addresses.ts';
import { findAddresses } from './find-addresses.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'm4max-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}

function putContext(name: string, docker: object): void {
  const digest = createHash('sha256').update(name).digest('hex');
  put(
    `.docker/contexts/meta/${digest}/meta.json`,
    JSON.stringify({ Name: name, Endpoints: { docker } }),
  );
}

function putCertificates(name: string): void {
  const digest = createHash('sha256').update(name).digest('hex');
  put(`.docker/contexts/tls/${digest}/docker/ca.pem`, '');
}

const addresses = (settings: Partial<DockerSettings> = {}) =>
  findAddresses({
    dockerHost: undefined,
    dockerContext: undefined,
    tlsVerify: undefined,
    certificates: undefined,
    home,
    colima: undefined,
    lima: undefined,
    configuration: undefined,
    runtime: join(home, 'runtime'),
    temporary: join(home, 'temporary'),
    ...settings,
  });

/** Those in the home folder; the machine's own /var/run is none of the test's. */
async function found(settings: Partial<DockerSettings> = {}): Promise<readonly string[]> {
  const texts = (await addresses(settings)).map(addressText);
  return texts
    .filter((text) => !/^\/(var\/)?run\//.test(text))
    .map((text) => text.replace(`${realpathSync(home)}/`, '~/'));
}

it('takes exactly what DOCKER_HOST names', async () => {
  put('.docker/run/docker.sock', '');
  expect(await found({ dockerHost: 'unix:///a.sock, tcp://proxy:2375 ,' })).toEqual([
    '/a.sock',
    'tcp://proxy:2375',
  ]);
});

it('takes TLS from the variables of Docker', async () => {
  const [first, second] = await addresses({
    dockerHost: 'tcp://lab:2375,http://proxy',
    tlsVerify: '1',
    certificates: '/certificates',
  });
  expect(first).toEqual({
    kind: 'tls',
    host: 'lab',
    port: 2375,
    files: { folder: '/certificates', isNamed: true, isVerified: true },
  });
  expect(second).toEqual({ kind: 'tcp', host: 'proxy', port: 2375 });
});

it('looks for certificates in the folder of Docker when none is named', async () => {
  const [address] = await addresses({ dockerHost: 'tcp://lab:2376' });
  expect(address).toMatchObject({
    kind: 'tls',
    files: { folder: join(home, '.docker'), isNamed: false, isVerified: true },
  });
});

it.each([
  { runtime: 'Docker Desktop', path: '.docker/run/docker.sock' },
  { runtime: 'Docker Desktop on Linux', path: '.docker/desktop/docker.sock' },
  { runtime: 'OrbStack', path: '.orbstack/run/docker.sock' },
  { runtime: 'colima', path: '.colima/default/docker.sock' },
  { runtime: 'a profile of colima', path: '.colima/work/docker.sock' },
  { runtime: 'colima on Linux', path: '.config/colima/default/docker.sock' },
  { runtime: 'Rancher Desktop', path: '.rd/docker.sock' },
  { runtime: 'the docker template of Lima', path: '.lima/docker/sock/docker.sock' },
  { runtime: 'Podman 5', path: 'temporary/podman/podman-machine-default-api.sock' },
  { runtime: 'Podman 4', path: '.local/share/containers/podman/machine/qemu/podman.sock' },
  { runtime: 'an early Podman 4', path: '.local/share/containers/podman/machine/m/podman.sock' },
  { runtime: 'Podman by its link', path: '.local/share/containers/podman/machine/podman.sock' },
  { runtime: 'Docker without root', path: 'runtime/docker.sock' },
  { runtime: 'Podman without root', path: 'runtime/podman/podman.sock' },
])('finds the socket of $runtime', async ({ path }) => {
  put(path, '');
  put(`${path}.other`, '');
  expect(await found()).toEqual([`~/${path}`]);
});

it('finds runtimes that were moved', async () => {
  put('elsewhere/work/docker.sock', '');
  put('machines/docker/sock/docker.sock', '');
  put('configuration/colima/default/docker.sock', '');
  const moved = {
    colima: join(home, 'elsewhere'),
    lima: join(home, 'machines'),
    configuration: join(home, 'configuration'),
  };
  expect(await found(moved)).toEqual([
    '~/elsewhere/work/docker.sock',
    '~/configuration/colima/default/docker.sock',
    '~/machines/docker/sock/docker.sock',
  ]);
});

it('finds several at once, a linked one once', async () => {
  put('.colima/default/docker.sock', '');
  put('.colima/work/docker.sock', '');
  put('.orbstack/run/docker.sock', '');
  mkdirSync(join(home, '.docker/run'), { recursive: true });
  symlinkSync(join(home, '.orbstack/run/docker.sock'), join(home, '.docker/run/docker.sock'));
  expect(await found()).toEqual([
    '~/.orbstack/run/docker.sock',
    '~/.colima/default/docker.sock',
    '~/.colima/work/docker.sock',
  ]);
});

it('puts the current context first', async () => {
  put('.docker/config.json', JSON.stringify({ currentContext: 'remote' }));
  putContext('remote', { Host: 'tcp://lab:2375' });
  putContext('other', { Host: 'unix:///other.sock' });
  put('.rd/docker.sock', '');
  expect(await found()).toEqual(['tcp://lab:2375', '~/.rd/docker.sock']);
  expect(await found({ dockerContext: 'other' })).toEqual(['/other.sock', '~/.rd/docker.sock']);
  expect(await found({ dockerContext: 'default' })).toEqual(['~/.rd/docker.sock']);
  expect(await found({ dockerContext: 'other', dockerHost: 'unix:///a.sock' })).toEqual([
    '/a.sock',
  ]);
});

it('names a socket of a context once, and does not take it for a guess', async () => {
  put('.rd/docker.sock', '');
  putContext('rancher-desktop', { Host: `unix://${join(home, '.rd/docker.sock')}` });
  const list = await addresses({ dockerContext: 'rancher-desktop' });
  const own = list.filter((it) => addressText(it).startsWith(realpathSync(home)));
  expect(own).toEqual([{ kind: 'socket', path: join(realpathSync(home), '.rd/docker.sock') }]);
});

it.each([
  { title: 'no certificates', host: 'tcp://lab:2375', expected: { kind: 'tcp' } },
  { title: 'TLS by its port', host: 'tcp://lab:2376', expected: { kind: 'tls' } },
  {
    title: 'certificates',
    host: 'tcp://lab:2375',
    hasCertificates: true,
    expected: { kind: 'tls', files: { isNamed: false, isVerified: true } },
  },
  {
    title: 'an engine that is not verified',
    host: 'tcp://lab:2376',
    skips: true,
    expected: { kind: 'tls', files: { isVerified: false } },
  },
  {
    title: 'certificates that a socket has no use for',
    host: 'unix:///other.sock',
    hasCertificates: true,
    expected: { kind: 'socket' },
  },
])('reads a context with $title', async ({ host, skips, hasCertificates, expected }) => {
  putContext('lab', { Host: host, ...(skips === undefined ? {} : { SkipTLSVerify: skips }) });
  if (hasCertificates === true) putCertificates('lab');
  const [address] = await addresses({ dockerContext: 'lab' });
  expect(address).toMatchObject(expected);
});

it('says what is wrong with a context', async () => {
  put('.docker/config.json', JSON.stringify({ currentContext: 'lost' }));
  const [address] = await addresses();
  expect(address).toMatchObject({ kind: 'unusable', text: 'context lost' });
});

it('lives with a broken configuration', async () => {
  put('.docker/config.json', '{');
  expect(await found()).toEqual([]);
});
