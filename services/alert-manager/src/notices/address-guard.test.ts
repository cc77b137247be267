import { expect, it } from '@jest/globals';
import { parseNetwork } from './address.ts';
import type { Guard } from './address-guard.ts';
import { checkAddress, checkUrl, literalAddress } from './address-guard.ts';

const api: Guard = { channel: 'webhook', origin: 'api', allowPrivate: networks('127.0.0.0/8') };
const file: Guard = {
  channel: 'webhook',
  origin: 'file',
  allowPrivate: networks('10.1.0.0/16', '::1'),
};
const secure = new URL('https://example.com/');
const plain = new URL('http://example.com/');

function networks(...texts: string[]) {
  return texts.flatMap((text) => parseNetwork(text) ?? []);
}

it.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  'fe80::1',
  'fc00::1',
  'fd12::1',
  'ff02::1',
  '2002:7f00:1::',
  '2001:db8::1',
  '4000::1',
  'fe80::1%eth0',
  'localhost',
  '',
])('the API may not send to %s', (address) => {
  expect(checkAddress(address, secure, api).kind).toBe('refused');
});

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
  'the API may send to %s, over https only',
  (address) => {
    expect(checkAddress(address, secure, api)).toEqual({ kind: 'allowed', value: address });
    expect(checkAddress(address, plain, api).kind).toBe('refused');
  },
);

it.each([
  { address: '10.1.2.3', url: plain, kind: 'allowed' },
  { address: '::1', url: plain, kind: 'allowed' },
  { address: '10.2.0.1', url: secure, kind: 'refused' },
  { address: '::ffff:10.1.2.3', url: secure, kind: 'refused' },
  { address: '8.8.8.8', url: plain, kind: 'refused' },
  { address: '8.8.8.8', url: secure, kind: 'allowed' },
])('the operator may send to $address by $url.protocol: $kind', ({ address, url, kind }) => {
  expect(checkAddress(address, url, file).kind).toBe(kind);
});

it.each([
  { text: 'https://2130706433/', address: '127.0.0.1' },
  { text: 'https://0x7f.1/', address: '127.0.0.1' },
  { text: 'https://017700000001/', address: '127.0.0.1' },
  { text: 'https://127.1/', address: '127.0.0.1' },
  { text: 'https://[::ffff:127.0.0.1]/', address: '::ffff:7f00:1' },
  { text: 'https://[0:0:0:0:0:0:0:1]/', address: '::1' },
  { text: 'https://１２７.０.０.１/', address: '127.0.0.1' },
])('$text is $address, and refused', ({ text, address }) => {
  const checked = checkUrl(text, api);
  if (checked.kind === 'refused') throw new Error(checked.because);
  expect(literalAddress(checked.value)).toBe(address);
  expect(checkAddress(address, checked.value, api).kind).toBe('refused');
});

it.each([
  { text: 'http://example.com/', because: 'https://' },
  { text: 'ftp://example.com/', because: 'https://' },
  { text: 'file:///etc/passwd', because: 'https://' },
  { text: 'https://user:password@example.com/', because: 'user name' },
  { text: 'https://example.com:8443/', because: 'port' },
  { text: 'example.com', because: 'not a URL' },
  { text: '', because: 'not a URL' },
])('the API may not name $text', ({ text, because }) => {
  expect(checkUrl(text, api)).toEqual({
    kind: 'refused',
    because: expect.stringContaining(because),
  });
});

it.each([
  { host: 'hooks.slack.com', kind: 'allowed' },
  { host: 'hooks.slack-gov.com', kind: 'allowed' },
  { host: 'hooks.slack.com.evil.example', kind: 'refused' },
  { host: 'example.com', kind: 'refused' },
])('a Slack webhook set through the API on $host is $kind', ({ host, kind }) => {
  expect(checkUrl(`https://${host}/services/x`, { ...api, channel: 'slack' }).kind).toBe(kind);
});
