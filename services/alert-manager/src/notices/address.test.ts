import { expect, it } from '@jest/globals';
import { contains, parseAddress, parseNetwork } from './address.ts';

it.each([
  { text: '0.0.0.0', bits: 0n },
  { text: '127.0.0.1', bits: 0x7f000001n },
  { text: '255.255.255.255', bits: 0xffffffffn },
  { text: '::', bits: 0n },
  { text: '::1', bits: 1n },
  { text: '1::', bits: 1n << 112n },
  { text: '1:2:3:4:5:6:7:8', bits: 0x00010002000300040005000600070008n },
  { text: '::ffff:1.2.3.4', bits: 0xffff01020304n },
  { text: 'FE80::1', bits: (0xfe80n << 112n) | 1n },
])('$text', ({ text, bits }) => {
  expect(parseAddress(text)?.bits).toBe(bits);
});

it.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '1.2.3.4 ',
  'a.b.c.d',
  ':',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8:9',
  '12345::',
  'g::',
  '::1%lo',
  '::1.2.3',
  '1.2.3.4::',
])('%s is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

it.each([
  { network: '10.0.0.0/8', address: '10.255.0.1', inside: true },
  { network: '10.0.0.0/8', address: '11.0.0.0', inside: false },
  { network: '10.1.2.3', address: '10.1.2.3', inside: true },
  { network: '0.0.0.0/0', address: '8.8.8.8', inside: true },
  { network: '0.0.0.0/0', address: '::1', inside: false },
  { network: 'fc00::/7', address: 'fdff::1', inside: true },
  { network: '10.1.2.3/8', address: '10.9.9.9', inside: true },
])('$address in $network: $inside', ({ network, address, inside }) => {
  const [parsedNetwork, parsedAddress] = [parseNetwork(network), parseAddress(address)];
  if (parsedNetwork === undefined || parsedAddress === undefined) throw new Error('not parsed');
  expect(contains(parsedNetwork, parsedAddress)).toBe(inside);
});

it.each(['10.0.0.0/33', '::/129', '10.0.0.0/', '10.0.0.0/a', 'x/8', '10.0.0.0/8/8', '10.0.0.0/-1'])(
  '%s is no network',
  (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  },
);
