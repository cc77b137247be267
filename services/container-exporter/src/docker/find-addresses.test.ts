import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { addressText } from './address.ts';
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

function putContext(name: string, host: string): void {
  const digest = createHash('sha256').update(name).digest('hex');
  put(
    `.docker/contexts/meta/${digest}/meta.json`,
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  );
}

/** Those in the home folder; the machine's own /var/run is none of the test's. */
async function found(dockerHost?: string, dockerContext?: string): Promise<readonly string[]> {
  const addresses = await findAddresses({ dockerHost, dockerContext, home });
  return addresses.map(addressText).filter((text) => !/^\/(var\/)?run\//.test(text));
}

it('takes exactly what DOCKER_HOST names', async () => {
  put('.docker/run/docker.sock', '');
  expect(await found('unix:///a.sock, tcp://proxy:2375 ,')).toEqual([
    '/a.sock',
    'tcp://proxy:2375',
  ]);
});

it('finds the sockets that runtimes leave behind, a linked one once', async () => {
  put('.colima/default/docker.sock', '');
  put('.colima/work/docker.sock', '');
  put('.orbstack/run/docker.sock', '');
  put('.docker/run/other', '');
  symlinkSync(join(home, '.orbstack/run/docker.sock'), join(home, '.docker/run/docker.sock'));
  expect(await found()).toEqual([
    join(home, '.orbstack/run/docker.sock'),
    join(home, '.colima/default/docker.sock'),
    join(home, '.colima/work/docker.sock'),
  ]);
});

it('puts the current context first', async () => {
  put('.docker/config.json', JSON.stringify({ currentContext: 'remote' }));
  putContext('remote', 'tcp://lab:2375');
  putContext('other', 'unix:///other.sock');
  expect(await found()).toEqual(['tcp://lab:2375']);
  expect(await found(undefined, 'other')).toEqual(['/other.sock']);
  expect(await found(undefined, 'default')).toEqual([]);
});

it('says what is wrong with a context', async () => {
  put('.docker/config.json', JSON.stringify({ currentContext: 'lost' }));
  const [address] = await findAddresses({ dockerHost: undefined, dockerContext: undefined, home });
  expect(address).toMatchObject({ kind: 'unusable', text: 'context lost' });
});

it('lives with a broken configuration', async () => {
  put('.docker/config.json', '{');
  expect(await found()).toEqual([]);
});
