import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readOwnKernel } from './own-kernel.ts';

const id = (digit: string) => digit.repeat(64);
const open = '   2: 030012AC:8C70 020012AC:2328 01 00000000:00000000 00:00000000 00000000\n';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm4max-proc-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

it('reads both tables of a process that is in the container', async () => {
  put('7/cgroup', `0::/docker/${id('a')}\n`);
  put('7/net/tcp', open);
  put('7/net/tcp6', open);
  put('7/net/sockstat6', 'TCP6: inuse 1\n');
  const readings = await readOwnKernel(root, [{ id: id('a'), pid: 7 }]);
  expect(readings.get(id('a'))).toMatchObject({
    kind: 'read',
    sockets: [{ state: 'open' }, { state: 'open' }],
    isCut: false,
  });
});

it('leaves the table of IPv6 alone where nobody uses it', async () => {
  put('7/cgroup', `0::/docker/${id('a')}\n`);
  put('7/net/tcp', open);
  put('7/net/tcp6', open);
  put('7/net/sockstat6', 'TCP6: inuse 0\n');
  const readings = await readOwnKernel(root, [{ id: id('a'), pid: 7 }]);
  expect(readings.get(id('a'))).toMatchObject({ sockets: [{ state: 'open' }] });
});

it('says nothing of processes that are not there, not in the container, or gone meanwhile', async () => {
  put('8/cgroup', `0::/docker/${id('b')}\n`);
  put('8/net/tcp', open);
  put('9/cgroup', `0::/docker/${id('c')}\n`);
  const targets = [
    { id: id('a'), pid: 7 },
    { id: id('a'), pid: 8 },
    { id: id('c'), pid: 9 },
  ];
  expect((await readOwnKernel(root, targets)).size).toBe(0);
  expect((await readOwnKernel('/nowhere', targets)).size).toBe(0);
});

it('reads the beginning of a long table, and says so', async () => {
  put('7/cgroup', `0::/docker/${id('a')}\n`);
  put('7/net/tcp', open.repeat(100_000));
  const reading = (await readOwnKernel(root, [{ id: id('a'), pid: 7 }])).get(id('a'));
  expect(reading).toMatchObject({ kind: 'read', isCut: true });
  expect(reading?.kind === 'read' && reading.sockets.length).toBeLessThan(2500);
});
