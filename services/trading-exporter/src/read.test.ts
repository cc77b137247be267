import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it, jest } from '@jest/globals';
import { TradingSample } from '@m4max/contracts';
import { tradingMinute, tradingMinuteOrders } from './fixtures/trading-minute.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

function read(input: string | Buffer) {
  const program = fileURLToPath(new URL('read.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', program, 'bus'],
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
