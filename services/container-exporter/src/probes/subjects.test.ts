import { expect, it } from '@jest/globals';
import { EngineEntry } from '@m4max/contracts';
import type { Candidate } from './candidate.ts';
import { candidate } from './fixtures/candidates.ts';
import { subjectsOf } from './subjects.ts';

const engine = EngineEntry.parse({ name: 'nautilus-risk-engine', port: 8200, health: '/health' });
const ports = { '8200/tcp': [{ HostIp: '', HostPort: '8200' }] };
const labels = { 'm4max.probe.port': '8200' };

const subjects = (...candidates: readonly Candidate[]) =>
  subjectsOf([engine], { candidates, vantage: { kind: 'mac' } });
/** Without the engine of the file. */
const others = (...candidates: readonly Candidate[]) =>
  subjects(...candidates).subjects.filter(({ entry }) => entry === undefined);

it('finds the running container of a name that two Docker Engines have', () => {
  const stopped = candidate({ id: 'old', state: 'exited' });
  const running = candidate({ id: 'new', dockerEngine: { id: 'other-id' }, ports });
  expect(subjects(stopped, running).subjects[0]).toMatchObject({
    field: 'trading_engines.nautilus-risk-engine',
    container: { id: 'new' },
    target: { kind: 'ask' },
  });
});

it('asks the container of an engine once, its labels aside', () => {
  expect(others(candidate({ labels, ports, health: 'healthy' }))).toEqual([]);
});

it('leaves out a container with neither a health check nor a label, and one that does not run', () => {
  const quiet = candidate({ name: 'quiet', id: 'b1' });
  const stopped = candidate({ name: 'stopped', id: 'b2', state: 'exited', labels, ports });
  expect(others(quiet, stopped)).toEqual([]);
});

it('asks a labelled container, whatever its health check says', () => {
  const its = candidate({ name: 'web', id: 'b1', labels, ports, health: 'healthy' });
  expect(others(its)).toEqual([
    expect.objectContaining({
      field: 'containers.web.probe',
      target: expect.objectContaining({ kind: 'ask', url: 'http://127.0.0.1:8200/health' }),
    }),
  ]);
});

it('reads the health check of any other', () => {
  const checked = { Status: 'healthy', FailingStreak: 0, Log: [] };
  const its = candidate({ name: 'db', id: 'b1', health: 'healthy', checked });
  expect(others(its).map(({ target }) => target)).toEqual([
    { kind: 'known', probe: { status: 'healthy', source: 'health check' } },
  ]);
  const away = { id: 'vm-id', name: 'vm', up: false };
  expect(others({ ...its, dockerEngine: away })).toEqual([]);
});

it('says what is wrong with a label, and does not ask', () => {
  const its = candidate({ name: 'web', id: 'b1', labels: { 'm4max.probe.port': 'x' }, ports });
  expect(others(its).map(({ target }) => target)).toEqual([
    {
      kind: 'missing',
      reason:
        'it is not asked for its health: its label m4max.probe.port is no port: expected 1 to 65535',
    },
  ]);
});

it('asks 64 labelled containers at most, and says that there are more', () => {
  const many = Array.from({ length: 70 }, (_, index) =>
    candidate({ name: `web-${index}`, id: `w${index}`, labels, ports, health: 'healthy' }),
  );
  const asked = others(...many).filter(({ target }) => target.kind === 'ask');
  expect(asked).toHaveLength(64);
  expect(others(...many)).toHaveLength(70); // Their health checks still speak for the rest.
  expect(subjects(...many).missing).toEqual([
    {
      field: 'containers',
      reason: '70 containers carry labels m4max.probe; the first 64 are asked',
    },
  ]);
});
