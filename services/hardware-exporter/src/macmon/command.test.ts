import { expect, it } from '@jest/globals';
import { macmonCommand } from './command.ts';

it.each([
  { version: '0.8.2', seconds: 1, line: 'pipe -i 1000 --soc-info' },
  { version: '0.6.1', seconds: 0.5, line: 'pipe -i 500 --soc-info' },
  { version: '0.6.0', seconds: 1, line: 'pipe -i 1000' },
  { version: '0.4.2', seconds: 1, line: '-i 1000 raw' },
  { version: '0.4.0', seconds: 1, line: '-i 1000 raw' },
  { version: undefined, seconds: 1, line: 'pipe -i 1000' },
  { version: '0.8.2', seconds: 0.01, line: 'pipe -i 100 --soc-info' },
])('macmonCommand: $version each $seconds s', ({ version, seconds, line }) => {
  const command = macmonCommand({ program: '/bin/macmon', version, intervalSeconds: seconds });
  expect(command).toEqual({ program: '/bin/macmon', arguments: line.split(' ') });
});
