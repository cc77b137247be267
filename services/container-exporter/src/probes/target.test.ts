import { expect, it } from '@jest/globals';
import { EngineEntry } from '@m4max/contracts';
import type { Candidate } from './candidate.ts';
import { candidate } from './fixtures/candidates.ts';
import { targetOfEngine, targetOfLabelled } from './target.ts';
import type { Vantage } from './vantage.ts';

const mac: Vantage = { kind: 'mac' };
const inside: Vantage = { kind: 'container', dockerEngineId: 'vm-id', networks: ['shared'] };
const ports = { '8000/tcp': [{ HostIp: '0.0.0.0', HostPort: '18200' }] };
const checked = { Status: 'healthy', FailingStreak: 0, Log: [] };

const entry = (over: object) => EngineEntry.parse({ name: 'nautilus-risk-engine', ...over });
const asked = entry({ port: 8200, container_port: 8000, health: '/health' });
const native = entry({ port: 8200, container_port: 8000, health: '/health', native: true });
const database = entry({ port: 5432 });

const target = (of: EngineEntry, its: Candidate | undefined, vantage: Vantage = mac) =>
  targetOfEngine(of, its, { candidates: its === undefined ? [] : [its], vantage });

it('asks the health path at the address of the container', () => {
  expect(target(asked, candidate({ ports }))).toEqual({
    kind: 'ask',
    url: 'http://127.0.0.1:18200/health',
    writtenIn: 'health in engines.yml',
    checksCertificate: false,
  });
});

it('asks a url as it stands, whatever its container does', () => {
  const url = 'https://risk.example/up?deep=1';
  const expected = {
    kind: 'ask',
    url,
    expectedStatus: 302,
    writtenIn: 'url in engines.yml',
    checksCertificate: true,
  };
  const of = entry({ url, expected_status: 302 });
  expect(target(of, undefined)).toEqual(expected);
  expect(target(of, candidate({ state: 'exited' }))).toEqual(expected);
});

it('looks for a native engine on this machine, or outside of its own container', () => {
  const reasonAt = (machine: string) =>
    `nothing answers on port 8200 of ${machine}, and no container is named nautilus-risk-engine: start it, or correct its name in engines.yml`;
  expect(target(native, undefined)).toMatchObject({
    kind: 'ask',
    url: 'http://localhost:8200/health',
    otherwise: { kind: 'missing', reason: reasonAt('this machine') },
  });
  expect(target(native, undefined, inside)).toMatchObject({
    kind: 'ask',
    url: 'http://host.docker.internal:8200/health',
    otherwise: { kind: 'missing', reason: reasonAt('host.docker.internal') },
  });
});

it.each(['exited', 'created', 'paused', 'restarting', 'dead'] as const)(
  'does not ask a container that is %s',
  (state) => {
    const probe = {
      status: 'unreachable',
      source: 'state',
      detail: `its container is ${state}`,
    };
    const known = { kind: 'known', probe };
    expect(target(asked, candidate({ state, ports }))).toEqual(known);
    expect(target(database, candidate({ state }))).toEqual(known);
    // The engine may run natively beside the container of old.
    expect(target(native, candidate({ state, ports }))).toMatchObject({
      kind: 'ask',
      url: 'http://localhost:8200/health',
      otherwise: known,
    });
  },
);

it('knows nothing of a container whose engine does not answer', () => {
  const away = { dockerEngine: { up: false } };
  const missing = {
    kind: 'missing',
    reason: 'the Docker Engine vm of its container does not answer',
  };
  expect(target(database, candidate(away))).toEqual(missing);
  expect(target(asked, candidate({ ...away, state: 'exited' }))).toEqual(missing);
  expect(target(asked, candidate({ ...away, ports })).kind).toBe('ask');
});

it('says why there is no container', () => {
  const reason =
    'no container is named nautilus-risk-engine: start it, or correct its name in engines.yml';
  expect(target(asked, undefined)).toEqual({ kind: 'missing', reason });
  expect(target(database, undefined)).toEqual({ kind: 'missing', reason });
});

it('without a path takes the word of its health check, and of its state without one', () => {
  expect(target(database, candidate())).toEqual({
    kind: 'known',
    probe: { status: 'healthy', source: 'state', detail: 'its container runs' },
  });
  expect(target(database, candidate({ health: 'healthy', checked }))).toEqual({
    kind: 'known',
    probe: { status: 'healthy', source: 'health check' },
  });
});

it('lets the health check speak for an endpoint that is out of reach, and says so', () => {
  const reason = expect.stringContaining('publish it (ports: "127.0.0.1:8200:8000")');
  expect(target(asked, candidate())).toEqual({ kind: 'missing', reason });
  expect(target(asked, candidate({ health: 'healthy', checked }))).toEqual({
    kind: 'missing',
    reason,
    instead: { status: 'healthy', source: 'health check' },
  });
  expect(target(asked, candidate({ health: 'starting', checked }))).toEqual({
    kind: 'missing',
    reason,
  });
});

it('asks a labelled container as it wishes', () => {
  const its = candidate({ ports: { '443/tcp': [{ HostIp: '', HostPort: '8443' }] } });
  const wish = { kind: 'ask' as const, scheme: 'https' as const, port: 443, path: '/up' };
  expect(targetOfLabelled(its, wish, { candidates: [its], vantage: mac })).toEqual({
    kind: 'ask',
    url: 'https://127.0.0.1:8443/up',
    writtenIn: 'the label m4max.probe.path',
    checksCertificate: false,
  });
});
