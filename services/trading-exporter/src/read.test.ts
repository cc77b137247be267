import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, jest } from '@jest/globals';
import { TradingSample } from '@m4max/contracts';
import { tradingMinute, tradingMinuteOrders } from './fixtures/trading-minute.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

function read(input: string) {
  const program = fileURLToPath(new URL('read.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', program, 'bus'],
    { input, encoding: 'utf8', timeout: 60_000 },
  );
  return { status, stdout, stderr };
}

it('prints one sample of a recorded bus', () => {
  const lines = tradingMinute('legacy-json').map(({ stream, id, fields }) =>
    JSON.stringify({ stream, id, fields: fields.map(String) }),
  );
  const { status, stdout, stderr } = read(lines.join('\n'));
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
