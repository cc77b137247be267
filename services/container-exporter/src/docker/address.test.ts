import { expect, it } from '@jest/globals';
import { parseAddress } from './address.ts';

it.each([
  {
    text: 'unix:///var/run/docker.sock',
    expected: { kind: 'socket', path: '/var/run/docker.sock' },
  },
  { text: '/tmp/d.sock', expected: { kind: 'socket', path: '/tmp/d.sock' } },
  { text: 'tcp://proxy:2375', expected: { kind: 'tcp', host: 'proxy', port: 2375 } },
  { text: 'http://proxy', expected: { kind: 'tcp', host: 'proxy', port: 2375 } },
  { text: 'proxy:1234', expected: { kind: 'tcp', host: 'proxy', port: 1234 } },
  { text: 'ssh://me@lab', expected: { kind: 'unusable', text: 'ssh://me@lab' } },
  { text: 'tcp://lab:2376', expected: { kind: 'unusable', text: 'tcp://lab:2376' } },
  { text: 'npipe:////./pipe/x', expected: { kind: 'unusable' } },
  { text: 'tcp://:99999', expected: { kind: 'unusable' } },
])('$text', ({ text, expected }) => {
  expect(parseAddress(text)).toMatchObject(expected);
});
