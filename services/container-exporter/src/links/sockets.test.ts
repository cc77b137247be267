import { expect, it } from '@jest/globals';
import { readSockets } from './sockets.ts';

const rest = '00000000:00000000 00:00000000 00000000     0        0 1677771 1 0000000000000000';

it('reads a table as the kernel prints it', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    `   0: 0B00007F:A5C3 00000000:0000 0A ${rest}`,
    `   1: 00000000:18EB 00000000:0000 0A ${rest}`,
    `   2: 030012AC:8C70 020012AC:2328 01 ${rest}`,
    '   3: 030012AC:8C72 020012AC:2328 06 00000000:00000000 03:0000176F 00000000     0        0 0 3 0',
    `   4: 030012AC:8C74 020012AC:2328 08 ${rest}`,
    `   5: 0100007F:8C76 0100007F:18EB 01 ${rest}`,
    '',
  ].join('\n');
  const local = { address: '172.18.0.3', port: 35_952 };
  const remote = { address: '172.18.0.2', port: 9000 };
  expect(readSockets(table)).toEqual([
    {
      state: 'listening',
      local: { address: '0.0.0.0', port: 6379 },
      remote: { address: '0.0.0.0', port: 0 },
    },
    { state: 'open', local, remote },
    { state: 'closed', local: { ...local, port: 35_954 }, remote },
  ]);
});

it('reads the short lines of the netprobe, and those of IPv6', () => {
  const line = `0: ${'0'.repeat(32)}:18EB ${'0'.repeat(32)}:0000 0A\n1: 0000000000000000FFFF0000030012AC:18EB 0000000000000000FFFF0000020012AC:8C70 01`;
  expect(readSockets(line).map(({ state, local }) => [state, local.address])).toEqual([
    ['listening', '0000:0000:0000:0000:0000:0000:0000:0000'],
    ['open', '172.18.0.3'],
  ]);
});

it.each([
  { title: 'nothing', text: '' },
  { title: 'half a line', text: '   2: 030012AC:8C70 020012AC:23' },
  { title: 'a line without its state', text: '   2: 030012AC:8C70 020012AC:2328 ' },
  { title: 'a state of three digits', text: '   2: 030012AC:8C70 020012AC:2328 011' },
  { title: 'an address of seven digits', text: '2: 30012AC:8C70 020012AC:2328 01' },
  { title: 'an address that is no number', text: '2: hello012:8C70 020012AC:2328 01' },
  { title: 'an address of twelve digits', text: '2: 030012AC0000:8C70 020012AC:2328 01' },
  { title: 'bytes of something else', text: '\u0000\u0001\uFFFD: x:y z 01\n\n\n' },
])('passes over $title', ({ text }) => {
  expect(readSockets(text)).toEqual([]);
});

it('reads a hundred thousand lines, which is what a flooded container has', () => {
  const table = Array.from({ length: 100_000 }, () => `9: 030012AC:8C70 020012AC:2328 06 ${rest}`);
  expect(readSockets(table.join('\n'))).toHaveLength(100_000);
});
