import { expect, it } from '@jest/globals';
import { judge } from './examine-store.ts';

it.each([
  {
    title: 'Redis as it comes',
    information: 'redis_version:7.0.15\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\n',
    examined: { kind: 'usable', version: '7.0.15' },
  },
  {
    title: 'Valkey says its own version',
    information: 'redis_version:7.2.4\r\nvalkey_version:8.0.1\r\nmaxmemory_policy:noeviction\r\n',
    examined: { kind: 'usable', version: '8.0.1' },
  },
  {
    title: 'no policy told',
    information: 'redis_version:7.2.0\r\n',
    examined: { kind: 'usable', version: '7.2.0' },
  },
  {
    title: 'a cache',
    information: 'redis_version:7.0.15\r\nmaxmemory_policy:allkeys-lru\r\n',
    examined: { kind: 'unusable', reason: expect.stringMatching(/allkeys-lru.*CONFIG SET/) },
  },
  {
    title: 'a cache of keys with an expiry',
    information: 'redis_version:7.0.15\r\nmaxmemory_policy:volatile-ttl\r\n',
    examined: { kind: 'unusable', reason: expect.stringMatching(/volatile-ttl/) },
  },
])('judge: $title', ({ information, examined }) => {
  expect(judge(information, 'the store')).toEqual(examined);
});
