import { expect, it } from '@jest/globals';
import { addressText, parseAddress, remoteHost } from './address.ts';

const files = { folder: '/certificates', isNamed: true, isVerified: true };
const off = { isOn: false, files };

it.each([
  {
    text: 'unix:///var/run/docker.sock',
    expected: { kind: 'socket', path: '/var/run/docker.sock' },
  },
  { text: '/tmp/d.sock', expected: { kind: 'socket', path: '/tmp/d.sock' } },
  { text: 'tcp://proxy:2375', expected: { kind: 'tcp', host: 'proxy', port: 2375 } },
  { text: 'http://proxy', expected: { kind: 'tcp', host: 'proxy', port: 2375 } },
  { text: 'http://proxy:80/', expected: { kind: 'tcp', host: 'proxy', port: 80 } },
  { text: 'proxy:1234', expected: { kind: 'tcp', host: 'proxy', port: 1234 } },
  { text: 'tcp://[::1]:1234', expected: { kind: 'tcp', host: '::1', port: 1234 } },
  { text: 'tcp://lab:2376', expected: { kind: 'tls', host: 'lab', port: 2376, files } },
  { text: 'https://lab', expected: { kind: 'tls', host: 'lab', port: 2376, files } },
  { text: 'https://lab:443', expected: { kind: 'tls', host: 'lab', port: 443, files } },
  { text: 'http://lab:2376', expected: { kind: 'tcp', host: 'lab', port: 2376 } },
  { text: 'ssh://me@lab', expected: { kind: 'unusable', text: 'ssh://me@lab' } },
  { text: 'ssh://me:secret@lab', expected: { kind: 'unusable', text: 'ssh://me:…@lab' } },
  { text: 'npipe:////./pipe/x', expected: { kind: 'unusable' } },
  { text: 'fd://', expected: { kind: 'unusable' } },
  { text: 'tcp://:99999', expected: { kind: 'unusable' } },
  { text: 'tcp://proxy:2375/engine', expected: { kind: 'unusable' } },
  { text: '', expected: { kind: 'unusable' } },
])('$text', ({ text, expected }) => {
  expect(parseAddress(text, off)).toMatchObject(expected);
});

it.each([
  { text: 'tcp://lab', expected: { kind: 'tls', port: 2376 } },
  { text: 'lab:2375', expected: { kind: 'tls', port: 2375 } },
  { text: 'http://lab:2375', expected: { kind: 'tcp', port: 2375 } },
  { text: 'unix:///a.sock', expected: { kind: 'socket' } },
])('with DOCKER_TLS_VERIFY: $text', ({ text, expected }) => {
  expect(parseAddress(text, { isOn: true, files })).toMatchObject(expected);
});

it.each(['tcp://proxy:2375', 'tcp://[::1]:1', 'https://lab:2376', '/a.sock'])(
  'shows %s as it was written',
  (text) => {
    expect(addressText(parseAddress(text, off))).toBe(text);
  },
);

it.each([
  { text: '/a.sock', expected: undefined },
  { text: 'tcp://localhost:2375', expected: undefined },
  { text: 'tcp://127.0.0.1:2375', expected: undefined },
  { text: 'tcp://[::1]:2375', expected: undefined },
  { text: 'tcp://lab:2375', expected: 'lab' },
  { text: 'https://[2001:db8::1]:2376', expected: '2001:db8::1' },
])('the machine of $text is $expected', ({ text, expected }) => {
  const address = parseAddress(text, off);
  if (address.kind === 'unusable') throw new Error(address.reason);
  expect(remoteHost(address)).toBe(expected);
});
