import { describe, expect, it } from '@jest/globals';
import { Listed } from '../replies/listed.ts';
import type { AddressBook } from './address-book.ts';
import { addressBook } from './address-book.ts';

function on(name: string, Networks: object): Listed {
  return Listed.parse({ Id: name, Names: [`/${name}`], NetworkSettings: { Networks } });
}

const now = new Date('2026-03-02T09:00:00Z');
const bookOf = (listed: readonly Listed[], before?: AddressBook, at = now) =>
  addressBook(listed, { before, now: at });

const { ownerOf } = bookOf([
  on('web', {
    bus: { IPAddress: '172.18.0.3', IPPrefixLen: 16, Gateway: '172.18.0.1' },
    lan: { IPAddress: '10.9.0.3', IPPrefixLen: 24, Gateway: '10.9.0.1' },
  }),
  on('db', {
    six: {
      IPAddress: '',
      GlobalIPv6Address: 'fd00:4::2',
      GlobalIPv6PrefixLen: 64,
      IPv6Gateway: 'fd00:4::1',
    },
  }),
  on('stopped', { bus: { IPAddress: '', IPPrefixLen: 0, Gateway: '' } }),
  on('odd', { one: null, two: {}, three: { IPAddress: '10.1.1.1' } }),
  on('onhost', { host: { IPAddress: '' } }),
]);

it.each([
  { title: 'in its first network', address: '172.18.0.3', owner: 'web' },
  { title: 'in its second network', address: '10.9.0.3', owner: 'web' },
  { title: 'IPv6', address: 'fd00:0004:0000:0000:0000:0000:0000:0002', owner: 'db' },
  { title: 'of a network of unknown size', address: '10.1.1.1', owner: 'odd' },
])('a container $title', ({ address, owner }) => {
  expect(ownerOf(address)).toMatchObject({ kind: 'container', name: owner });
});

it.each([
  { title: 'an address of the world', address: '140.82.121.4', kind: 'outside' },
  {
    title: 'the gateway, by which published ports are reached',
    address: '172.18.0.1',
    kind: 'outside',
  },
  {
    title: 'the gateway of IPv6',
    address: 'fd00:0004:0000:0000:0000:0000:0000:0001',
    kind: 'outside',
  },
  { title: 'beside a network of unknown size', address: '10.1.1.2', kind: 'outside' },
  { title: 'a container that is gone', address: '172.18.0.9', kind: 'unknown' },
  {
    title: 'a container of IPv6 that is gone',
    address: 'fd00:0004:0000:0000:0000:0000:0000:0009',
    kind: 'unknown',
  },
  {
    title: 'an address of the cable',
    address: 'fe80:0000:0000:0000:0042:acff:fe12:0003',
    kind: 'unknown',
  },
])('$title is $kind', ({ address, kind }) => {
  expect(ownerOf(address)).toEqual({ kind });
});

describe('since when an address is a container’s', () => {
  const web = on('web', { bus: { IPAddress: '172.18.0.3' } });
  const db = on('db', { bus: { IPAddress: '172.18.0.3' } });
  const later = new Date('2026-03-02T09:05:00Z');
  const first = bookOf([web]);
  const since = (listed: Listed, before: AddressBook, at = later) => {
    const owner = bookOf([listed], before, at).ownerOf('172.18.0.3');
    return owner.kind === 'container' ? owner.since : undefined;
  };

  it.each([
    { title: 'of the first round nobody knows', since: since(web, first), expected: new Date(0) },
    { title: 'another one has it now', since: since(db, first), expected: later },
    { title: 'it came with a later round', since: since(web, bookOf([])), expected: later },
    {
      title: 'it stays',
      since: since(db, bookOf([db], first, later), new Date('2026-03-02T09:10:00Z')),
      expected: later,
    },
    {
      title: 'the clock was set back',
      since: since(db, bookOf([db], first, later), now),
      expected: now,
    },
  ])('$title', ({ since, expected }) => {
    expect(since).toEqual(expected);
  });
});
