import { expect, it } from '@jest/globals';
import { parseStoreAddress } from './store-address.ts';

it.each([
  {
    title: 'plain',
    url: 'redis://127.0.0.1:6390',
    address: { kind: 'single', node: { host: '127.0.0.1', port: 6390 }, db: 0, tls: false },
    shown: 'redis://127.0.0.1:6390',
  },
  {
    title: 'with everything',
    url: 'rediss://m4:p%40ss%3Aword@store.example/3',
    address: {
      kind: 'single',
      node: { host: 'store.example', port: 6379 },
      db: 3,
      tls: true,
      username: 'm4',
      password: 'p@ss:word',
    },
    shown: 'rediss://store.example/3',
  },
  {
    title: 'a password alone, with a colon in it',
    url: 'redis://:a:b@h:1',
    address: { kind: 'single', node: { host: 'h', port: 1 }, db: 0, tls: false, password: 'a:b' },
    shown: 'redis://h:1',
  },
  {
    title: 'IPv6',
    url: 'redis://[::1]:6390',
    address: { kind: 'single', node: { host: '::1', port: 6390 }, db: 0, tls: false },
    shown: 'redis://[::1]:6390',
  },
  {
    title: 'sentinels',
    url: 'redis-sentinel://u:p@one:26380,two/mymaster',
    address: {
      kind: 'sentinel',
      sentinels: [
        { host: 'one', port: 26_380 },
        { host: 'two', port: 26_379 },
      ],
      master: 'mymaster',
      username: 'u',
      password: 'p',
    },
    shown: 'redis-sentinel://one:26380,two/mymaster',
  },
  {
    title: 'a cluster',
    url: 'redis-cluster://one:7000,two:7001',
    address: {
      kind: 'cluster',
      nodes: [
        { host: 'one', port: 7000 },
        { host: 'two', port: 7001 },
      ],
    },
    shown: 'redis-cluster://one:7000,two:7001',
  },
])('parseStoreAddress: $title', ({ url, address, shown }) => {
  expect(parseStoreAddress(url)).toEqual({ ...address, shown });
});

it.each([
  { title: 'nothing', url: '', message: 'must be redis://' },
  { title: 'no scheme', url: 'localhost:6379', message: 'must be redis://' },
  { title: 'another scheme', url: 'http://:secret@h:1', message: 'must be redis://' },
  { title: 'a slash in the password', url: 'redis://:sec/ret@h:1', message: '%XX' },
  {
    title: 'sentinels without a master',
    url: 'redis-sentinel://:secret@h:1',
    message: 'name the master',
  },
  { title: 'a port out of range', url: 'redis://:secret@h:70000', message: 'cannot be read' },
  { title: 'a database in words', url: 'redis://:secret@h:1/main', message: 'no database number' },
  { title: 'a broken escape', url: 'redis://:secret%zz@h:1', message: '%XX' },
])('parseStoreAddress refuses $title and tells no password', ({ url, message }) => {
  expect(() => parseStoreAddress(url)).toThrow(message);
  expect(() => parseStoreAddress(url)).not.toThrow(/sec/);
});
