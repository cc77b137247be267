import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Link } from '@m4max/contracts';
import { createLogger } from '@m4max/service-kit';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import type { Engines } from '../docker/find-engines.ts';
import { findEngines } from '../docker/find-engines.ts';
import type { LinkWatcher } from './watch-links.ts';
import { linkWatcher } from './watch-links.ts';

jest.setTimeout(240_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;
const signal = new AbortController().signal;
const script = fileURLToPath(new URL('../../netprobe/netprobe.sh', import.meta.url));

const TALKS = [
  '(outside) > web:8080',
  'both > db:5432',
  'flash > store:6379',
  'web > store:6379',
  'web > store:7000',
  'web6 > store6:6379',
];

onEngine('containers that talk on a real Docker Engine', () => {
  let engine: DockerEngine;
  let engines: Engines;
  const folder = mkdtempSync(join(tmpdir(), 'm4max-netprobe-'));
  chmodSync(folder, 0o1777);

  const run = (name: string, command: string, ...options: string[]) =>
    engine.run('run', '--detach', '--name', name, ...options, 'busybox', 'sh', '-c', command);
  const round = async (watch: LinkWatcher) => {
    const { engines: current } = await engines.current(signal);
    const rounds = await Promise.all(current.map((it) => it.round(signal)));
    return watch(
      rounds.flatMap(({ found }) => found),
      new Date(),
    );
  };
  const observed = (links: readonly Link[]) =>
    links
      .filter(({ kind }) => kind === 'observed')
      .map(({ from, to, port }) => `${from} > ${to}:${port}`)
      .sort();
  /** Watches until as many links are seen as there are. */
  const seenBy = (watch: LinkWatcher) =>
    eventually(
      'all links are seen',
      async () => {
        const { links, missing } = await round(watch);
        if (observed(links).length >= TALKS.length) return { links, missing };
        throw new Error(JSON.stringify({ seen: observed(links), missing }));
      },
      { seconds: 150 },
    );

  beforeAll(async () => {
    engine = await startDockerEngine();
    engines = findEngines({
      addresses: async () => [{ kind: 'socket', path: engine.socketPath }],
      host: 'test-mac',
      log: createLogger('test', 'error'),
      write: () => undefined,
    });
    await engine.run('network', 'create', 'bus');
    await engine.run('network', 'create', 'lan');
    await engine.run('network', 'create', '--ipv6', '--subnet', 'fd00:4::/64', 'six');
    const hold = (port: number) => `nc -ll -p ${port} -e cat`;
    await run('store', `${hold(7000)} & ${hold(6379)}`, '--network', 'bus');
    await run('db', hold(5432), '--network', 'lan');
    await run('store6', hold(6379), '--network', 'six');
    const to = (host: string, port: number) => `sleep 1000 | nc ${host} ${port}`;
    await run('web', `${hold(8080)} & ${to('store', 6379)}`, '--network', 'bus');
    await run('sidekick', to('store', 7000), '--network', 'container:web');
    const address = (name: string, network: string, field: string) =>
      engine.run(
        'inspect',
        '--format',
        `{{(index .NetworkSettings.Networks "${network}").${field}}}`,
        name,
      );
    const web = await address('web', 'bus', 'IPAddress');
    await run('onhost', to(web, 8080), '--network', 'host');
    const six = await address('store6', 'six', 'GlobalIPv6Address');
    await run('web6', to(six, 6379), '--network', 'six');
    await run('both', `sleep 2; ${to('db', 5432)}`, '--network', 'bus');
    await engine.run('network', 'connect', 'lan', 'both');
    await engine.run('restart', '--time', '0', 'both');
    await run('flash', 'while :; do echo hi | nc store 6379; sleep 1; done', '--network', 'bus');
    await run('alone', 'sleep 1000', '--network', 'none');
  });
  afterAll(async () => {
    await engines.stop();
    await engine.stop();
    rmSync(folder, { recursive: true });
  });

  it('are seen by the netprobe sidecar, which may do nothing else', async () => {
    const watch = linkWatcher({ procRoot: '/nowhere', netprobeFolder: folder });
    const before = await round(watch);
    expect(observed(before.links)).toEqual([]);
    expect(before.missing).toEqual([
      {
        field: 'links',
        reason: expect.stringMatching(/no connection is seen: the netprobe sidecar has not/),
      },
    ]);
    await engine.run(
      ...['run', '--detach', '--name', 'netprobe', '--pid', 'host', '--network', 'none'],
      ...['--user', '65534', '--cap-drop', 'ALL', '--read-only'],
      ...['--security-opt', 'no-new-privileges'],
      ...['--volume', `${folder}:/netprobe`, '--volume', `${script}:/netprobe.sh:ro`],
      ...['busybox', 'sh', '/netprobe.sh'],
    );
    const { links, missing } = await seenBy(watch);
    expect(observed(links)).toEqual(TALKS);
    expect(links.filter(({ kind }) => kind === 'possible')).toEqual([
      { from: 'both', to: 'flash', kind: 'possible' },
      { from: 'both', to: 'store', kind: 'possible' },
      { from: 'both', to: 'web', kind: 'possible' },
      { from: 'flash', to: 'web', kind: 'possible' },
    ]);
    expect(missing).toEqual([
      { field: 'links', reason: expect.stringMatching(/^onhost: on the machine's own network/) },
    ]);
    await engine.run('rm', '--force', 'db');
    await eventually('a removed container has no links', async () => {
      const now = await round(watch);
      return !observed(now.links).join().includes('db');
    });
  });

  it('are seen directly in the PID namespace of the engine', async () => {
    await run('db', 'nc -ll -p 5432 -e cat', '--network', 'lan');
    await engine.run('restart', '--time', '0', 'both');
    const watch = linkWatcher({ procRoot: procRootOf(engine), netprobeFolder: undefined });
    expect(observed((await seenBy(watch)).links)).toEqual(TALKS);
  });

  it('are told by busybox within the same bounds as by any other shell', async () => {
    const id = 'ab'.repeat(32);
    const fake = join(folder, 'fake');
    const put = (path: string, text: string) => writeFileSync(join(fake, path), text);
    mkdirSync(join(fake, '7/net'), { recursive: true });
    chmodSync(fake, 0o1777);
    put('7/cgroup', `0::/../${id}\n`);
    put('7/net/tcp', '   0: 030012AC:8C70 020012AC:2328 06 00000000:00000000\n'.repeat(100_000));
    put('wanted', `../7 ${id}\n7 .\n7 ${id} 7\n7 ${id}\n8 ${id}\n`);
    await engine.run(
      ...['run', '--rm', '--user', '65534', '--cap-drop', 'ALL', '--read-only'],
      ...['--volume', `${fake}:/fake`, '--volume', `${script}:/netprobe.sh:ro`],
      ...['busybox', 'sh', '-c'],
      'sh /netprobe.sh /fake /fake & until [ -e /fake/seen ]; do sleep 1; done',
    );
    const lines = readFileSync(join(fake, 'seen'), 'utf8').split('\n');
    expect(lines.filter((it) => !it.startsWith('0: 030012AC:8C70 020012AC:2328 06'))).toEqual([
      expect.stringMatching(/^m4max-netprobe 1 /),
      `container 7 ${id}`,
      'cut',
      `absent 8 ${id}`,
      'end 2 5',
      '',
    ]);
    expect(lines).toHaveLength(1006);
  });

  it('are not looked for under process ids of another PID namespace', async () => {
    const { links, missing } = await round(
      linkWatcher({ procRoot: '/proc', netprobeFolder: undefined }),
    );
    expect(observed(links)).toEqual([]);
    expect(missing[0]?.reason).toContain('start the netprobe sidecar');
  });
});

/** The `/proc` of the engine's own PID namespace, through one of its processes. */
function procRootOf({ socketPath }: DockerEngine): string {
  const pid = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => commandOf(name).startsWith('dockerd ') && commandOf(name).includes(socketPath));
  return `/proc/${pid}/root/proc`;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // It ended.
  }
}
