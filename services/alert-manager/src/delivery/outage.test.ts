import { join } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { eventually, httpSink, startRedis } from '@m4max/test-kit';
import { secretsKey } from '../host/secrets-key.ts';
import { saveContactPoint } from '../redis/contact-points.ts';
import { loadRecord } from '../redis/records.ts';
import { aFleet } from './fixtures/fleet.ts';

jest.setTimeout(120_000);

it('escalates after an outage of the store what became due in it', async () => {
  const redis = await startRedis();
  const pagerduty = await httpSink();
  const fleet = await aFleet({
    url: redis.url,
    alertmanager: {
      global: { pagerduty_url: pagerduty.url },
      route: { receiver: 'nobody' },
      receivers: [
        { name: 'nobody' },
        { name: 'pagerduty', pagerduty_configs: [{ routing_key: 'k'.repeat(32) }] },
      ],
    },
    policy: { escalation: [{ severities: ['critical'], after: '5s', receiver: 'pagerduty' }] },
  });
  try {
    await fleet.start();
    const alert = await eventually('the alert is written', () => fleet.fire());
    const due = await eventually('it is known when it escalates', async () => {
      return (await loadRecord(fleet.store, alert.fingerprint))?.alert.escalates_at;
    });
    await redis.kill();
    await eventually('the moment has passed', () => Date.now() > Date.parse(due) + 1000);
    expect(pagerduty.requests).toEqual([]);
    await redis.restart();
    await eventually(
      'PagerDuty is triggered',
      async () => (await fleet.told(alert, 'pagerduty/pagerduty/0')) === 'firing',
      { seconds: 30 },
    );
    expect(pagerduty.requests).toHaveLength(1);
  } finally {
    await fleet.stop();
    await Promise.all([pagerduty.close(), redis.stop()]);
  }
});

it('does not take a receiver for unconfigured before it could read who is configured', async () => {
  const redis = await startRedis();
  const [pagerduty, fallback] = await Promise.all([httpSink(), httpSink()]);
  const fleet = await aFleet({
    url: redis.url,
    alertmanager: {
      global: { pagerduty_url: pagerduty.url },
      route: { receiver: 'pagerduty' },
      receivers: [
        { name: 'pagerduty' },
        { name: 'fallback', webhook_configs: [{ url: fallback.url }] },
      ],
    },
    policy: { fallback_receiver: 'fallback' },
  });
  try {
    const key = secretsKey(join(fleet.folder, 'key'));
    const point = { channel: 'pagerduty', value: 'k'.repeat(32) } as const;
    const alert = await eventually('the alert is written', async () => {
      await saveContactPoint(fleet.store, key, point);
      return fleet.fire();
    });
    await redis.kill();
    await fleet.start();
    await redis.restart();
    await eventually('PagerDuty is triggered', async () => {
      return (await fleet.told(alert, 'pagerduty/pagerduty/0')) === 'firing';
    });
    expect(fallback.requests).toEqual([]);
    expect(fleet.delivery.counts().suppressed).toEqual({});
  } finally {
    await fleet.stop();
    await Promise.all([pagerduty.close(), fallback.close(), redis.stop()]);
  }
});
