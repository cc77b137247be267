import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Inspected } from '../replies/inspected.ts';
import { Listed } from '../replies/listed.ts';
import { linkWatcher } from './watch-links.ts';

const now = new Date();
const id = (digit: string) => digit.repeat(64);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm4max-proc-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function found(engine: string, name: string, digit: string, pid: number, address: string) {
  return {
    container: { engine_id: engine },
    listed: Listed.parse({
      Id: id(digit),
      Names: [`/${name}`],
      State: 'running',
      NetworkSettings: {
        Networks: { bus: { IPAddress: address, IPPrefixLen: 16, Gateway: '172.18.0.1' } },
      },
    }),
    inspected: Inspected.parse({
      Id: id(digit),
      Name: `/${name}`,
      State: { Status: 'running', Pid: pid },
      HostConfig: { NetworkMode: 'bus' },
    }),
  };
}

const web = found('one', 'web', 'a', 7, '172.18.0.2');
const db = found('one', 'db', 'b', 8, '172.18.0.3');
const idle = found('one', 'idle', 'c', 9, '172.18.0.4');

function process(pid: number, digit: string, ...lines: readonly string[]): void {
  mkdirSync(join(root, String(pid), 'net'), { recursive: true });
  writeFileSync(join(root, String(pid), 'cgroup'), `0::/docker/${id(digit)}\n`);
  writeFileSync(join(root, String(pid), 'net/tcp'), lines.join('\n'));
}

it('tells what is seen, and what else could be', async () => {
  process(7, 'a', '0: 020012AC:9C40 030012AC:1538 01');
  process(8, 'b', '0: 00000000:1538 00000000:0000 0A');
  process(9, 'c');
  const watch = linkWatcher({ procRoot: root, netprobeFolder: undefined });
  const { links, missing } = await watch([web, db, idle], now);
  expect(links).toEqual([
    { from: 'web', to: 'db', port: 5432, kind: 'observed', seen_at: expect.any(String) },
    { from: 'db', to: 'idle', kind: 'possible' },
    { from: 'idle', to: 'web', kind: 'possible' },
  ]);
  expect(missing).toEqual([]);
});

it('reads no oftener than every five seconds, and forgets at once what is gone', async () => {
  process(7, 'a', '0: 020012AC:9C40 030012AC:1538 01');
  process(8, 'b', '0: 00000000:1538 00000000:0000 0A');
  const watch = linkWatcher({ procRoot: root, netprobeFolder: undefined });
  await watch([web, db], now);
  process(7, 'a', '0: 020012AC:9C40 030012AC:18EB 01');
  expect((await watch([web, db], now)).links.map(({ port }) => port)).toEqual([5432]);
  expect((await watch([web], now)).links).toEqual([]);
});

it('reads as soon as there are containers', async () => {
  process(7, 'a', '0: 020012AC:9C40 030012AC:1538 01');
  process(8, 'b', '0: 00000000:1538 00000000:0000 0A');
  const watch = linkWatcher({ procRoot: root, netprobeFolder: undefined });
  await watch([], now);
  expect((await watch([web, db], now)).links).toMatchObject([{ from: 'web', to: 'db' }]);
});

it('does not take an address of one engine for that of another', async () => {
  process(7, 'a', '0: 020012AC:9C40 030012AC:1538 01');
  process(8, 'b', '0: 00000000:1538 00000000:0000 0A');
  const elsewhere = { ...db, container: { engine_id: 'two' } };
  const { links } = await linkWatcher({ procRoot: root, netprobeFolder: undefined })(
    [web, elsewhere],
    now,
  );
  expect(links).toEqual([]); // On its own engine that address is nobody's now.
});

it('tells no connection of before of a container that has an address only since then', async () => {
  process(7, 'a', '0: 020012AC:9C40 030012AC:1538 06', '1: 020012AC:0050 040012AC:9C42 06');
  process(8, 'b', '0: 00000000:1538 00000000:0000 0A');
  process(9, 'c', '0: 040012AC:9C44 030012AC:1538 01');
  const stopped = found('one', 'stopped', 'd', 0, '');
  const watch = linkWatcher({ procRoot: root, netprobeFolder: undefined });
  await watch([stopped], now); // Who had these addresses then is not listed any more.
  const { links } = await watch([web, db, idle], now);
  expect(links.filter(({ kind }) => kind === 'observed')).toMatchObject([
    { from: 'idle', to: 'db', port: 5432 },
  ]);
});

it('says in one sentence that nothing can be seen from here', async () => {
  const watch = linkWatcher({ procRoot: '/nowhere', netprobeFolder: undefined });
  const { links, missing } = await watch([web, db], now);
  expect(links).toEqual([{ from: 'db', to: 'web', kind: 'possible' }]);
  expect(missing).toEqual([
    { field: 'links', reason: expect.stringContaining('start the netprobe sidecar') },
  ]);
});

it('tells what it sees itself, and of whom the sidecar does not', async () => {
  process(7, 'a', '0: 020012AC:9C40 030012AC:1538 01');
  const watch = linkWatcher({ procRoot: root, netprobeFolder: join(root, 'gone') });
  const { links, missing } = await watch([web, db], now);
  expect(links).toMatchObject([{ from: 'web', to: 'db', kind: 'observed' }]);
  expect(missing).toEqual([
    {
      field: 'links',
      reason: expect.stringMatching(/^the connections of db are not seen: NETPROBE_DIR .* cannot/),
    },
  ]);
});

it('says nothing where there are no containers', async () => {
  const watch = linkWatcher({ procRoot: '/nowhere', netprobeFolder: join(root, 'gone') });
  expect(await watch([], now)).toEqual({ links: [], missing: [] });
});
