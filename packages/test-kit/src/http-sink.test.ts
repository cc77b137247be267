import { expect, it } from '@jest/globals';
import { httpSink } from './http-sink.ts';

it('keeps what it gets and answers as told', async () => {
  const sink = await httpSink();
  try {
    const first = await fetch(`${sink.url}/a?b=1`, { method: 'POST', body: 'hello' });
    expect(first.status).toBe(200);
    sink.respondWith(({ path }) => ({
      status: path === '/limited' ? 429 : 202,
      headers: { 'retry-after': '1' },
      body: 'wait',
    }));
    const second = await fetch(`${sink.url}/limited`);
    expect([second.status, second.headers.get('retry-after'), await second.text()]).toEqual([
      ...[429, '1', 'wait'],
    ]);
    expect(sink.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: 'POST', path: '/a?b=1', body: 'hello' },
      { method: 'GET', path: '/limited', body: '' },
    ]);
  } finally {
    await sink.close();
  }
});
