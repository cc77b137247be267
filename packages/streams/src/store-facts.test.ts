import { expect, it } from '@jest/globals';
import { parseStoreFacts } from './store-facts.ts';

const info = (...lines: string[]) => `# Server\r\n${lines.join('\r\n')}\r\n`;
const server = ['redis_version:7.0.15', 'redis_mode:standalone', 'os:Linux 6.1'];

it.each([
  {
    title: 'append-only',
    text: info(...server, 'aof_enabled:1', 'maxmemory_policy:noeviction'),
    settings: {},
    facts: {
      version: '7.0.15',
      mode: 'standalone',
      persistent: true,
      evicting: false,
      embedded: false,
    },
  },
  {
    title: 'evicting',
    text: info(...server, 'aof_enabled:1'),
    settings: { policy: 'allkeys-lru' },
    facts: { evicting: true },
  },
  {
    title: 'evicting, CONFIG refused',
    text: info(...server, 'maxmemory_policy:volatile-lru'),
    settings: {},
    facts: { evicting: true },
  },
  {
    title: 'snapshots only',
    text: info(...server, 'aof_enabled:0'),
    settings: { save: '3600 1' },
    facts: { persistent: true },
  },
  {
    title: 'nothing kept',
    text: info(...server, 'aof_enabled:0'),
    settings: { save: '' },
    facts: { persistent: false },
  },
  {
    title: 'embedded',
    text: info('redis_version:8.0.0', 'os:mocked redis'),
    settings: { save: '3600 1' },
    facts: { embedded: true, persistent: false, evicting: false },
  },
  {
    title: 'valkey cluster',
    text: info('redis_version:7.2.4', 'valkey_version:8.1.0', 'redis_mode:cluster'),
    settings: {},
    facts: { version: '8.1.0', mode: 'cluster' },
  },
  {
    title: 'an empty answer',
    text: '',
    settings: {},
    facts: { version: 'unknown', mode: 'unknown', persistent: false },
  },
])('parseStoreFacts: $title', ({ text, settings, facts }) => {
  expect(parseStoreFacts(text, settings)).toMatchObject(facts);
});
