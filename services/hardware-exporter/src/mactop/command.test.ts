import { expect, it } from '@jest/globals';
import { mactopCommand } from './command.ts';

it.each([
  { version: '2.1.6', seconds: 1, line: '--headless --format json --lang en --interval 1000' },
  { version: '2.1.2', seconds: 1, line: '--headless --format json --interval 1000' },
  { version: '2.0.0', seconds: 2, line: '--headless --interval 2000' },
  { version: undefined, seconds: 1, line: '--headless --format json --interval 1000' },
  { version: '2.1.6', seconds: 0.01, line: '--headless --format json --lang en --interval 100' },
])('mactopCommand: $version each $seconds s', ({ version, seconds, line }) => {
  const command = mactopCommand({ program: 'mactop', version, intervalSeconds: seconds });
  expect(command).toEqual({ program: 'mactop', arguments: line.split(' ') });
});
