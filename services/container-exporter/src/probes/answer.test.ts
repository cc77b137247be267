import { expect, it } from '@jest/globals';
import { answerIn } from './answer.ts';
import type { Reply } from './reply.ts';

const hears = (reply: Reply, url: string, hasAnswered = false) =>
  answerIn(reply, {
    target: { kind: 'ask', url, writtenIn: 'health in engines.yml', checksCertificate: false },
    seconds: 0.25,
    hasAnswered,
  });
const outer = 'http://host.docker.internal:18200/health';
const inner = 'http://172.18.0.5:8200/health';

it.each([
  { end: 'whole' as const, expected: { status: 'healthy', response_seconds: 0.25 } },
  { end: 'cut at the limit' as const, expected: { status: 'degraded', response_seconds: 0.25 } },
  { end: 'too slow' as const, expected: { status: 'degraded', response_seconds: undefined } },
  { end: 'broken off' as const, expected: { status: 'degraded', response_seconds: undefined } },
])('measures an answer that came to its end: $end', ({ end, expected }) => {
  const answer = hears(
    { kind: 'answer', status: 200, contentType: '', location: undefined, body: 'fine', end },
    inner,
  );
  const probe = answer.kind === 'known' ? answer.probe : undefined;
  expect(probe?.source).toBe('endpoint');
  expect({ status: probe?.status, response_seconds: probe?.response_seconds }).toEqual(expected);
});

const unknownHost: Reply = { kind: 'unknown host', host: 'host.docker.internal' };

it.each([
  { title: 'no name', reply: unknownHost, reason: 'add extra_hosts' },
  {
    title: 'no way',
    reply: { kind: 'no connection' } satisfies Reply,
    reason: 'to host.docker.internal:18200 is taken: put both on one network',
  },
])('blames no engine for $title out of a container', ({ reply, reason }) => {
  expect(hears(reply, outer)).toEqual({
    kind: 'missing',
    reason: expect.stringContaining(reason),
  });
  const after = hears(reply, outer, true);
  expect(after).toMatchObject({ kind: 'known', probe: { status: 'unreachable' } });
});

it.each([
  { reply: { kind: 'no connection' } satisfies Reply, url: inner },
  { reply: { kind: 'none', reason: 'refuses connections' } satisfies Reply, url: outer },
  {
    reply: { kind: 'unknown host', host: 'ml.example' } satisfies Reply,
    url: 'http://ml.example/',
  },
])('finds unreachable what answers nothing: $url', ({ reply, url }) => {
  expect(hears(reply, url)).toMatchObject({ kind: 'known', probe: { status: 'unreachable' } });
});
