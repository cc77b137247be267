import { expect, it } from '@jest/globals';
import type { Reply } from './reply.ts';
import { verdictOf } from './verdict.ts';

type Over = Partial<Extract<Reply, { kind: 'answer' }>> & {
  readonly url?: string;
  readonly expectedStatus?: number;
};

function verdict({ url = 'http://10.0.0.1:8100/health', expectedStatus, ...over }: Over) {
  const reply: Reply = {
    kind: 'answer',
    status: 200,
    contentType: 'application/json',
    location: undefined,
    body: '',
    end: 'whole',
    ...over,
  };
  return verdictOf(reply, {
    url,
    writtenIn: 'health in engines.yml',
    ...(expectedStatus === undefined ? {} : { expectedStatus }),
  });
}

const json = (body: unknown, over: Over = {}) => verdict({ body: JSON.stringify(body), ...over });
const page = { contentType: 'text/html', body: '<!doctype html><title>error</title>' };

it.each([
  { title: 'its word', of: json({ status: 'healthy', port: 8100 }) },
  { title: 'JSON that is called text', of: json({ status: 'ok' }, { contentType: 'text/plain' }) },
  { title: 'nothing but a status', of: verdict({ status: 204, contentType: '' }) },
  {
    title: 'plain words',
    of: verdict({ contentType: 'text/plain', body: 'Prometheus Server is Healthy.\n' }),
  },
  { title: 'words without a type', of: verdict({ contentType: '', body: 'pong' }) },
  { title: 'a front page', of: verdict({ url: 'http://10.0.0.1/', ...page }) },
  {
    title: 'a front page without end',
    of: verdict({ url: 'http://10.0.0.1/?a=b', ...page, end: 'cut at the limit' }),
  },
  { title: 'bytes of a front page', of: verdict({ url: 'http://10.0.0.1/', body: undefined }) },
  { title: 'an expected redirect', of: verdict({ status: 302, expectedStatus: 302 }) },
  {
    title: 'an expected refusal',
    of: json({ detail: 'who?' }, { status: 401, expectedStatus: 401 }),
  },
  { title: 'a page of the expected status', of: verdict({ ...page, expectedStatus: 200 }) },
])('healthy: $title', ({ of }) => {
  expect(of).toEqual({ status: 'healthy' });
});

it.each([
  { title: 'its word', of: json({ status: 'stopped' }), detail: 'says "stopped"' },
  {
    title: 'its word beside the expected status',
    of: json({ status: 'degraded' }, { expectedStatus: 200 }),
    detail: 'says "degraded"',
  },
  {
    title: 'its word with a status of its own',
    of: json({ status: 'unavailable' }, { status: 503 }),
    detail: 'HTTP 503, says "unavailable"',
  },
  { title: 'a bare status', of: verdict({ status: 500, ...page }), detail: 'HTTP 500' },
  {
    title: 'words in plain text',
    of: verdict({ contentType: 'text/plain', body: 'Service Unavailable' }),
    detail: 'says "unavailable"',
  },
  {
    title: 'another status than the expected one',
    of: json({ status: 'healthy' }, { expectedStatus: 204 }),
    detail: 'HTTP 200, not the expected 204',
  },
  {
    title: 'a redirect, without what may be secret',
    of: verdict({ status: 302, location: 'https://u:p@sso.example/in?token=t#f' }),
    detail: 'redirects to https://sso.example/in (HTTP 302): correct health in engines.yml',
  },
  {
    title: 'a redirect on the same server',
    of: verdict({ status: 308, location: 'health/?x=1' }),
    detail: 'redirects to /health/ (HTTP 308): correct health in engines.yml',
  },
  {
    title: 'a redirect to nowhere',
    of: verdict({ status: 301 }),
    detail: 'redirects (HTTP 301): correct health in engines.yml',
  },
  {
    title: 'a redirect that is no web address',
    of: verdict({ status: 301, location: 'javascript:alert(1)' }),
    detail: 'redirects elsewhere (HTTP 301): correct health in engines.yml',
  },
  {
    title: 'a redirect without end',
    of: verdict({ status: 301, location: `/${'a'.repeat(5000)}` }),
    detail: `redirects to /${'a'.repeat(127)}… (HTTP 301): correct health in engines.yml`,
  },
  {
    title: 'a login',
    of: verdict({ status: 401 }),
    detail: 'asks for a login (HTTP 401): name an open path as health in engines.yml',
  },
  {
    title: 'another path',
    of: json({ detail: 'Not Found' }, { status: 404 }),
    detail: 'has no such path (HTTP 404): correct health in engines.yml',
  },
  {
    title: 'a page',
    of: verdict(page),
    detail: 'answers with a page, not with its health',
  },
  {
    title: 'a page that is called JSON',
    of: verdict({ body: '\n<html>' }),
    detail: 'answers with a page, not with its health',
  },
  {
    title: 'half of its JSON',
    of: verdict({ body: '{"status":"heal' }),
    detail: 'calls its answer JSON, and it is none',
  },
  {
    title: 'an image',
    of: verdict({ contentType: 'image/png', body: undefined }),
    detail: 'answers with bytes that are no text, not with its health',
  },
  {
    title: 'a long log',
    of: verdict({ contentType: 'text/plain', body: 'x', end: 'cut at the limit' }),
    detail: 'answers with more than 64 kB, not with its health',
  },
  {
    title: 'an answer that drips',
    of: verdict({ body: '{"status":"healthy"', end: 'too slow' }),
    detail: 'began to answer, and did not come to an end in 2 s',
  },
  {
    title: 'an answer that is cut off, of a front page too',
    of: verdict({ url: 'http://10.0.0.1/', ...page, end: 'broken off' }),
    detail: 'broke its answer off',
  },
])('degraded: $title', ({ of, detail }) => {
  expect(of).toEqual({ status: 'degraded', detail });
});

it.each([
  {
    reply: { kind: 'none' as const, reason: 'refuses connections' },
    detail: 'refuses connections',
  },
  { reply: { kind: 'no connection' as const }, detail: 'takes no connection within 2 s' },
  {
    reply: { kind: 'unknown host' as const, host: 'ml.example' },
    detail: 'its host name ml.example is not known here',
  },
])('unreachable: $detail', ({ reply, detail }) => {
  const writtenIn = 'url in engines.yml';
  expect(verdictOf(reply, { url: 'http://ml.example/health', writtenIn })).toEqual({
    status: 'unreachable',
    detail,
  });
});

it('does not repeat a path that a label gave', () => {
  const reply = {
    kind: 'answer' as const,
    status: 307,
    contentType: '',
    location: '/hook/secret/',
    body: '',
    end: 'whole' as const,
  };
  const writtenIn = 'the label m4max.probe.path';
  expect(verdictOf(reply, { url: 'http://10.0.0.1/hook/secret', writtenIn })).toEqual({
    status: 'degraded',
    detail: 'redirects (HTTP 307): correct the label m4max.probe.path',
  });
});
