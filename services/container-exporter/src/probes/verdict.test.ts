import { expect, it } from '@jest/globals';
import { verdictOf } from './verdict.ts';

const json = (body: unknown, status = 200) =>
  verdictOf({ kind: 'answer', status, body: JSON.stringify(body) });

it.each([
  { title: 'healthy', verdict: json({ status: 'healthy', port: 8100 }) },
  { title: 'operational', verdict: json({ status: 'operational' }) },
  { title: 'no status at all', verdict: json({ database: 'ok', version: '11' }) },
  { title: 'plain words', verdict: verdictOf({ kind: 'answer', status: 200, body: 'Healthy.' }) },
  { title: 'nothing', verdict: verdictOf({ kind: 'answer', status: 204, body: '' }) },
  { title: 'a list', verdict: json([]) },
  { title: 'a status that is no word', verdict: json({ status: 1 }) },
])('healthy: $title', ({ verdict }) => {
  expect(verdict).toEqual({ status: 'healthy' });
});

it.each([
  { title: 'stopped', verdict: json({ status: 'stopped' }), detail: 'says "stopped"' },
  { title: 'offline', verdict: json({ status: 'offline' }), detail: 'says "offline"' },
  {
    title: 'unavailable',
    verdict: json({ status: 'unavailable' }, 503),
    detail: 'HTTP 503, says "unavailable"',
  },
  {
    title: 'cut off from the bus',
    verdict: json({ status: 'healthy', dual_messagebus_connected: false }),
    detail: 'says that its message bus is not connected',
  },
  {
    title: 'a redirect',
    verdict: json({}, 302),
    detail: 'redirects (HTTP 302): correct health in engines.yml',
  },
  {
    title: 'another path',
    verdict: json({}, 404),
    detail: 'has no such path: correct health in engines.yml',
  },
  {
    title: 'a page without end',
    verdict: verdictOf({ kind: 'too long' }),
    detail: 'answers with a page, not with its health',
  },
])('degraded: $title', ({ verdict, detail }) => {
  expect(verdict).toEqual({ status: 'degraded', detail });
});

it('unreachable, with the reason', () => {
  expect(verdictOf({ kind: 'none', reason: 'refuses connections' })).toEqual({
    status: 'unreachable',
    detail: 'refuses connections',
  });
});
