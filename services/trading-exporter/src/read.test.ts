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
