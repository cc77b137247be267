import { expect, it, jest } from '@jest/globals';
import { eventually, httpSink, startRedis } from '@m4max/test-kit';
import { aFleet } from './fixtures/fleet.ts';

jest.setTimeout(120_000);

it.each([
  { title: 'that dies', before: true },
  { title: 'that never was there', before: false },
])('says once that a store is gone $title, and once that it is back', async ({ before }) => {
  const redis = await startRedis();
  const [slack, pagerduty] = await Promise.all([httpSink(), httpSink()]);
  pagerduty.respondWith(() => ({ status: 202 }));
  if (!before) await redis.kill();
  const fleet = await aFleet({
    url: redis.url,
    alertmanager: {
      global: { pagerduty_url: pagerduty.url },
      route: { receiver: 'slack' },
      receivers: [
        { name: 'slack', slack_configs: [{ api_url: slack.url }] },
        { name: 'pagerduty', pagerduty_configs: [{ routing_key: 'k'.repeat(32) }] },
      ],
    },
    policy: { emergency_receivers: ['slack', 'pagerduty'] },
  });
  try {
    await fleet.start();
    if (before) {
      const alert = await eventually('an alert can be written', () => fleet.fire());
      await eventually(
        'and is told',
        async () => (await fleet.told(alert, 'slack/slack/0')) === 'firing',
      );
      await redis.kill();
    }
    const news = () => slack.requests.filter(({ body }) => body.includes('StoreGone'));
    await eventually('everybody is told', () => news().length + pagerduty.requests.length === 2, {
      seconds: 60,
    });
    await redis.restart();
    await eventually('and that it is back', () => news().length + pagerduty.requests.length === 4, {
      seconds: 60,
    });
    expect(news().map(({ body }) => /\[(FIRING|RESOLVED)\]/.exec(body)?.[1])).toEqual([
      'FIRING',
      'RESOLVED',
    ]);
    expect(pagerduty.requests.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { event_action: 'trigger', dedup_key: 'm4max-store-studio', payload: { class: 'EMERGENCY' } },
      { event_action: 'resolve', dedup_key: 'm4max-store-studio' },
    ]);
    const alert = await eventually('alerts can be written again', () =>
      fleet.fire({ fingerprint: '00000000000000aa' }),
    );
    await eventually(
      'and are told',
      async () => (await fleet.told(alert, 'slack/slack/0')) === 'firing',
    );
  } finally {
    await fleet.stop();
    await Promise.all([slack.close(), pagerduty.close(), redis.stop()]);
  }
});

it('remembers over a restart who heard that the store is gone', async () => {
  const redis = await startRedis();
  const pagerduty = await httpSink();
  pagerduty.respondWith(() => ({ status: 202 }));
  const options = {
    url: redis.url,
    alertmanager: {
      global: { pagerduty_url: pagerduty.url },
      route: { receiver: 'pagerduty' },
      receivers: [{ name: 'pagerduty', pagerduty_configs: [{ routing_key: 'k'.repeat(32) }] }],
    },
    policy: { emergency_receivers: ['pagerduty'] },
  };
  await redis.kill();
  const first = await aFleet(options);
  await first.start();
  await eventually('it is told', () => pagerduty.requests.length === 1, { seconds: 60 });
  await first.pause();
  await redis.restart();
  const second = await aFleet({ ...options, folder: first.folder });
  try {
    await second.start();
    await eventually('the incident is closed', () => pagerduty.requests.length === 2);
    expect(pagerduty.requests.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { event_action: 'trigger', dedup_key: 'm4max-store-studio' },
      { event_action: 'resolve', dedup_key: 'm4max-store-studio' },
    ]);
  } finally {
    await second.stop();
    await Promise.all([pagerduty.close(), redis.stop()]);
  }
});
