import { expect, it } from '@jest/globals';
import { chooseStore } from './find-store.ts';

it.each([
  {
    title: 'REDIS_URL wins',
    environment: { REDIS_URL: 'redis://127.0.0.1:6379', PATH: '/bin' },
    programs: ['/bin/redis-server'],
    choice: { kind: 'given', url: 'redis://127.0.0.1:6379' },
  },
  {
    title: 'an empty REDIS_URL says nothing',
    environment: { REDIS_URL: '', PATH: '/bin' },
    programs: ['/bin/redis-server'],
    choice: { kind: 'private', server: '/bin/redis-server' },
  },
  {
    title: 'valkey will do',
    environment: { PATH: '/bin::/opt/bin' },
    programs: ['/opt/bin/valkey-server'],
    choice: { kind: 'private', server: '/opt/bin/valkey-server' },
  },
  {
    title: 'redis before valkey, wherever it is',
    environment: { PATH: '/bin:/opt/bin' },
    programs: ['/bin/valkey-server', '/opt/bin/redis-server'],
    choice: { kind: 'private', server: '/opt/bin/redis-server' },
  },
  {
    title: 'nothing there',
    environment: { PATH: '/bin' },
    programs: [],
    choice: { kind: 'embedded' },
  },
  {
    title: 'no PATH',
    environment: {},
    programs: ['/bin/redis-server'],
    choice: { kind: 'embedded' },
  },
])('chooseStore: $title', ({ environment, programs, choice }) => {
  expect(chooseStore(environment, (path) => programs.some((program) => program === path))).toEqual(
    choice,
  );
});
