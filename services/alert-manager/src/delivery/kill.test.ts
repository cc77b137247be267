import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, jest } from '@jest/globals';
import { eventually, httpSink, startRedis } from '@m4max/test-kit';
import { aFleet } from './fixtures/fleet.ts';

jest.setTimeout(120_000);

it('pages once more, with the same key, after a kill between the page and its bookkeeping', async () => {
  const redis = await startRedis();
  const pagerduty = await httpSink();
  const children: ChildProcess[] = [];
  const run = () => {
    const child = fork(
      fileURLToPath(new URL('fixtures/run-delivery.ts', import.meta.url)),
      [redis.url, pagerduty.url],
      { execArgv: ['--conditions=source', '--import', 'tsx'], stdio: 'ignore' },
    );
    children.push(child);
    return child;
  };
  const first = run();
  pagerduty.respondWith(async () => {
    if (pagerduty.requests.length > 1) return { status: 202 };
    const ended = once(first, 'exit');
    first.kill('SIGKILL'); // The page has arrived, and nobody learns so.
    await ended;
    return {};
  });

  const fleet = await aFleet({
    url: redis.url,
    alertmanager: { route: { receiver: 'a' }, receivers: [{ name: 'a' }] },
    policy: {},
  });
  try {
    await eventually('the store is there', async () => (await fleet.store.ping()) === 'PONG');
    const alert = await fleet.fire();
    await eventually('the worker is killed', () => first.signalCode === 'SIGKILL');
    run();
    await eventually(
      'another worker has paged',
      async () => (await fleet.told(alert, 'pagerduty/pagerduty/0')) === 'firing',
      { seconds: 60 },
    );

    await fleet.resolve(alert);
    await eventually('and resolved', async () => {
      return (await fleet.told(alert, 'pagerduty/pagerduty/0')) === 'resolved';
    });
    const events = pagerduty.requests.map(
      ({ body }) => JSON.parse(body) as { event_action: string; dedup_key: string },
    );
    expect(events.map(({ event_action }) => event_action)).toEqual([
      'trigger',
      'trigger',
      'resolve',
    ]);
    expect(new Set(events.map(({ dedup_key }) => dedup_key)).size).toBe(1);
  } finally {
    for (const child of children) if (child.connected) child.disconnect();
    await Promise.all(
      children
        .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
        .map((child) => once(child, 'exit')),
    );
    await fleet.stop();
    await Promise.all([pagerduty.close(), redis.stop()]);
  }
});
