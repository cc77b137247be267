import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readConfig, withHostLabel } from './read-config.ts';
import { port, serviceEnvironment } from './service-environment.ts';

const Config = z.object({
  ...serviceEnvironment,
  PORT: port(9101),
  COLLECT_INTERVAL_SECONDS: z.coerce.number().min(0.1).default(1),
});
const enough = { REDIS_URL: 'redis://127.0.0.1:6390', HOST_LABEL: 'desk-mac' };

describe('readConfig', () => {
  it('fills in what was not said', () => {
    expect(readConfig(Config, { ...enough, ALLOWED_HOSTS: ' A.local, b ', PATH: '/bin' })).toEqual({
      kind: 'read',
      config: {
        ...enough,
        PORT: 9101,
        BIND_ADDRESS: '127.0.0.1',
        ALLOWED_HOSTS: ['a.local', 'b'],
        LOG_LEVEL: 'info',
        DATA_DIR: 'data',
        COLLECT_INTERVAL_SECONDS: 1,
      },
    });
  });

  it('names every fault at once', () => {
    const outcome = readConfig(Config, {
      PORT: '70000',
      COLLECT_INTERVAL_SECONDS: 'often',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'http://here',
    });
    expect(outcome.kind).toBe('faulty');
    for (const name of ['PORT', 'COLLECT_INTERVAL_SECONDS', 'LOG_LEVEL', 'REDIS_URL', 'HOST_LABEL'])
      expect(outcome).toMatchObject({ faults: expect.stringMatching(`at ${name}`) });
  });

  it.each([
    { title: 'loopback', more: { BIND_ADDRESS: '127.0.0.1' }, fault: undefined },
    { title: 'loopback, IPv6', more: { BIND_ADDRESS: '::1' }, fault: undefined },
    { title: 'everywhere', more: { BIND_ADDRESS: '0.0.0.0' }, fault: /API_TOKENS_FILE/ },
    { title: 'everywhere, IPv6', more: { BIND_ADDRESS: '::' }, fault: /API_TOKENS_FILE/ },
    { title: 'the desk', more: { BIND_ADDRESS: '192.168.1.5' }, fault: /API_TOKENS_FILE/ },
    {
      title: 'everywhere, with tokens',
      more: { BIND_ADDRESS: '0.0.0.0', API_TOKENS_FILE: 'tokens.json' },
      fault: undefined,
    },
    {
      title: 'everywhere, on a private network',
      more: { BIND_ADDRESS: '0.0.0.0', AUTH: 'none' },
      fault: undefined,
    },
    { title: 'tokens without a file', more: { AUTH: 'tokens' }, fault: /API_TOKENS_FILE/ },
    { title: 'a store elsewhere', more: { REDIS_URL: 'redis://store:6379' }, fault: /rediss/ },
    {
      title: 'a store elsewhere, TLS',
      more: { REDIS_URL: 'rediss://store:6379' },
      fault: undefined,
    },
    {
      title: 'a store elsewhere, on a private network',
      more: { REDIS_URL: 'redis://store:6379', AUTH: 'none' },
      fault: undefined,
    },
  ])('an unguarded address: $title', ({ more, fault }) => {
    const outcome = readConfig(Config, { ...enough, ...more });
    if (fault === undefined) expect(outcome.kind).toBe('read');
    else expect(outcome).toMatchObject({ kind: 'faulty', faults: expect.stringMatching(fault) });
  });
});

it('a container has to be told the name of its machine', () => {
  expect(withHostLabel({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }).HOST_LABEL).toBeUndefined();
  expect(withHostLabel({ HOST_LABEL: 'desk-mac' }).HOST_LABEL).toBe('desk-mac');
});
