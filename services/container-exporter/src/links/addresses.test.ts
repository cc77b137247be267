import { expect, it } from '@jest/globals';
import { isLoopback, kernelAddress, networkKey, writtenAddress } from './addresses.ts';

it.each([
  { title: 'the last byte of IPv4 comes first', hex: '020012AC', address: '172.18.0.2' },
  { title: 'loopback', hex: '0100007F', address: '127.0.0.1' },
  { title: "Docker's name server", hex: '0B00007F', address: '127.0.0.11' },
  { title: 'every address', hex: '00000000', address: '0.0.0.0' },
  {
    title: 'IPv6: each of the four words by itself',
    hex: '000000FD0000040000000000' + '02000000',
    address: 'fd00:0000:0004:0000:0000:0000:0000:0002',
  },
  {
    title: 'IPv6 with other digits in every byte',
    hex: 'B80D0120' + '67452301' + 'EFCDAB89' + '78563412',
    address: '2001:0db8:0123:4567:89ab:cdef:1234:5678',
  },
  {
    title: 'IPv4 of an IPv6 socket',
    hex: '0000000000000000FFFF0000' + '030012AC',
    address: '172.18.0.3',
  },
  {
    title: 'the unspecified IPv6 address, which is not a mapped 0.0.0.0',
    hex: '0'.repeat(32),
    address: '0000:0000:0000:0000:0000:0000:0000:0000',
  },
])('kernelAddress: $title', ({ hex, address }) => {
  expect(kernelAddress(hex)).toBe(address);
});

it.each([
  { written: '172.18.0.2', address: '172.18.0.2' },
  { written: 'fd00:4::2', address: 'fd00:0004:0000:0000:0000:0000:0000:0002' },
  { written: '::1', address: '0000:0000:0000:0000:0000:0000:0000:0001' },
  { written: 'fd00::', address: 'fd00:0000:0000:0000:0000:0000:0000:0000' },
  {
    written: '2001:DB8:123:4567:89ab:cdef:1234:5678',
    address: '2001:0db8:0123:4567:89ab:cdef:1234:5678',
  },
  { written: '', address: '' },
])('writtenAddress: $written', ({ written, address }) => {
  expect(writtenAddress(written)).toBe(address);
});

it.each([
  { one: '172.18.0.2', other: '172.18.255.9', prefix: 16, isSame: true },
  { one: '172.18.0.2', other: '172.19.0.2', prefix: 16, isSame: false },
  { one: '10.0.0.127', other: '10.0.0.128', prefix: 25, isSame: false },
  { one: '10.0.0.127', other: '192.168.1.1', prefix: 0, isSame: true },
  {
    one: 'fd00:0004:0000:0000:0000:0000:0000:0002',
    other: 'fd00:0004:0000:0000:ffff:0000:0000:0002',
    prefix: 64,
    isSame: true,
  },
  {
    one: '172.18.0.2',
    other: 'ac12:0000:0000:0000:0000:0000:0000:0002',
    prefix: 16,
    isSame: false,
  },
])('networkKey: $one and $other in /$prefix', ({ one, other, prefix, isSame }) => {
  expect(networkKey(one, prefix) === networkKey(other, prefix)).toBe(isSame);
});

it.each([
  { hex: '0100007F', expected: true },
  { hex: 'FEFFFF7F', expected: true },
  { hex: '00000000000000000000000001000000', expected: true },
  { hex: '0000000000000000FFFF00000100007F', expected: true },
  { hex: '0100007E', expected: false },
])('isLoopback: $hex', ({ hex, expected }) => {
  expect(isLoopback(kernelAddress(hex))).toBe(expected);
});
