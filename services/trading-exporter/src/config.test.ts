import { expect, it } from '@jest/globals';
import { busAddresses, busServers, Config } from './config.ts';

const least = { REDIS_URL: 'redis://127.0.0.1:6390', HOST_LABEL: 'desk' };

it.each([
  {
    title: 'the usual places, which may be empty',
    environment: {},
    buses: [
      'redis://127.0.0.1:6379',
      'redis://127.0.0.1:6380',
      'redis://127.0.0.1:6381',
      'redis://127.0.0.1:6382',
    ],
    isExpected: false,
  },
  {
    title: 'one for each database, by whichever of its names and users',
    environment: {
      TRADING_BUS_URLS:
        'redis://localhost,redis://127.0.0.1:6379/,redis://me:secret@LOCALHOST:6379/0,redis://127.0.0.1/1',
    },
    buses: ['redis://localhost', 'redis://127.0.0.1/1'],
    isExpected: true,
  },
  {
    title: 'those that are named, once each',
    environment: { TRADING_BUS_URLS: 'redis://a:1, rediss://b:2 ,redis://a:1,' },
    buses: ['redis://a:1', 'rediss://b:2'],
    isExpected: true,
  },
])('buses: $title', ({ environment, buses, isExpected }) => {
  const addresses = busAddresses(Config.parse({ ...least, ...environment }));
  expect(addresses).toEqual(buses.map((url) => ({ url, isExpected })));
});

it('knows the servers of the buses, which may have several databases', () => {
  const urls =
    'redis://a:1,redis://:secret@a:1/3,redis://a:2,redis://localhost,redis://127.0.0.1/3';
  const servers = busServers(Config.parse({ ...least, TRADING_BUS_URLS: urls }));
  expect(servers.map(({ url }) => url)).toEqual([
    'redis://a:1',
    'redis://a:2',
    'redis://localhost',
  ]);
});

it.each([
  { TRADING_BUS_URLS: 'http://a' },
  { TRADING_BUS_URLS: ',' },
  { TRADING_BUS_URLS: 'redis://a:99999' },
  { TRADING_BUS_URLS: 'redis://:se#cret@a' },
  { TRADING_BUS_URLS: 'redis:///1' },
  { TRADING_WINDOW_SECONDS: '3' },
  { COLLECT_INTERVAL_SECONDS: 'often' },
])('refuses %j', (environment) => {
  expect(Config.safeParse({ ...least, ...environment }).success).toBe(false);
});

it.each([
  { title: 'none', environment: {}, files: [] },
  {
    title: 'some, once each',
    environment: { FIX_LOG_FILES: '/x/a.log, /x/*.messages.log,/x/a.log' },
    files: ['/x/a.log', '/x/*.messages.log'],
  },
])('logs of FIX messages: $title', ({ environment, files }) => {
  expect(Config.parse({ ...least, ...environment }).FIX_LOG_FILES).toEqual(files);
});

it.each([
  { files: 'logs/a.log', says: 'logs/a.log is not a whole path: begin it with /' },
  { files: '~/a.log', says: '~/a.log is not a whole path: begin it with /' },
  { files: '/x/a.log,a.log', says: 'a.log is not a whole path' },
  { files: '/x/*/a.log', says: '/x/*/a.log has a * in a folder' },
])('refuses logs of FIX messages at $files', ({ files, says }) => {
  const { error } = Config.safeParse({ ...least, FIX_LOG_FILES: files });
  expect(error?.issues[0]?.message).toContain(says);
});
