import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it, jest } from '@jest/globals';
import { TradingSample } from '@m4max/contracts';
import { tradingMinute, tradingMinuteOrders } from './fixtures/trading-minute.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

function read(input: string | Buffer, format = 'bus') {
  const program = fileURLToPath(new URL('read.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', program, format],
    { input, encoding: 'utf8', timeout: 60_000 },
  );
  return { status, stdout, stderr };
}

const recording = tradingMinute('legacy-json')
  .map(({ stream, id, fields }) => JSON.stringify({ stream, id, fields: fields.map(String) }))
  .join('\n');

it.each([
  { title: 'plain', input: recording },
  { title: 'packed', input: gzipSync(recording) },
])('prints one sample of a recorded bus, $title', ({ input }) => {
  const { status, stdout, stderr } = read(input);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(TradingSample.parse(JSON.parse(stdout)).orders).toMatchObject(tradingMinuteOrders);
});

it.each([
  { title: 'nothing', input: '' },
  { title: 'something else', input: 'quotes: 12\n' },
])('ends with a sentence about $title', ({ input }) => {
  const { status, stdout, stderr } = read(input);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('no stream entries');
});

it.each([
  { title: 'breaks off', input: gzipSync(recording).subarray(0, 200), says: 'breaks off' },
  { title: 'is no gzip inside', input: Buffer.from('1f8b000000000000', 'hex'), says: 'damaged' },
  {
    title: 'unpacks to more than is held',
    input: gzipSync(Buffer.alloc(257 * 1024 * 1024)),
    says: 'larger than 256 MB: cut it',
  },
])('says of a packed recording that it $title', ({ input, says }) => {
  const { status, stdout, stderr } = read(input);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(says);
});

it('prints the families of a metrics page with their labels and values', () => {
  const page =
    '# TYPE wait_seconds gauge\nwait_seconds{venue="A"} 0.25\n# HELP x Of no type.\nx +Inf\n';
  const { status, stdout, stderr } = read(gzipSync(page), 'prometheus');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    {
      name: 'wait_seconds',
      type: 'gauge',
      samples: [{ name: 'wait_seconds', labels: { venue: 'A' }, value: 0.25 }],
    },
    { name: 'x', help: 'Of no type.', samples: [{ name: 'x', labels: {}, value: '+Inf' }] },
  ]);
});

it.each([
  { title: 'an empty page', input: '', says: 'the page is empty' },
  { title: 'JSON', input: '{"status":"healthy"}', says: 'this is JSON' },
])('ends with a sentence about a page that is $title', ({ input, says }) => {
  const { status, stdout, stderr } = read(input, 'prometheus');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(says);
});

it('prints one sample of a log of FIX messages', () => {
  const line = (time: string, fields: string) =>
    `20260105-14:30:00.${time} : 8=FIX.4.4\u00019=1\u0001${fields.replaceAll('|', '\u0001')}\u000110=000\u0001\n`;
  const log =
    line('001', '35=D|49=DESK|56=VENUE|11=A|40=2') +
    line('005', '35=8|49=VENUE|56=DESK|11=A|150=0|39=0');
  const { status, stdout, stderr } = read(log, 'fix');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(TradingSample.parse(JSON.parse(stdout))).toMatchObject({
    orders: { submitted: 1, accepted: 1, open: 1 },
    latencies: [
      { stage: 'fix_ack', max: 0.004 },
      { labels: { order_type: 'LIMIT', venue: 'VENUE' } },
    ],
  });
});
