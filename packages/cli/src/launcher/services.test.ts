import { expect, it } from '@jest/globals';
import { planServices, readPort } from './services.ts';

it('starts sources first, the gateway last, and tells it where they are', () => {
  const plans = planServices({ TRADING_EXPORTER_PORT: '19103', ALERT_MANAGER_PORT: '19093' });
  expect(plans.map(({ name, port }) => ({ name, port }))).toEqual([
    { name: 'hardware-exporter', port: 9101 },
    { name: 'container-exporter', port: 9102 },
    { name: 'trading-exporter', port: 19103 },
    { name: 'alert-manager', port: 19093 },
    { name: 'gateway', port: 8001 },
  ]);
  expect(plans.at(-1)?.environment).toEqual({
    ALERT_MANAGER_URL: 'http://127.0.0.1:19093',
    EXPORTER_URLS: 'http://127.0.0.1:9101,http://127.0.0.1:9102,http://127.0.0.1:19103',
  });
});

it('keeps what is asked of Node beside what it asks itself', () => {
  const optionsOf = (environment: Record<string, string>) =>
    planServices(environment).map((plan) => plan.environment.NODE_OPTIONS);
  const small = '--max-semi-space-size=2';
  const bounded = '--max-semi-space-size=8 --max-old-space-size=384';
  expect(optionsOf({})).toEqual([undefined, small, bounded, undefined, undefined]);
  expect(optionsOf({ NODE_OPTIONS: '--trace-warnings' })[1]).toBe(`--trace-warnings ${small}`);
});

it.each([
  { title: 'unset', text: undefined, port: 8001 },
  { title: 'empty', text: '', port: 8001 },
  { title: 'another', text: '18001', port: 18_001 },
])('readPort: $title', ({ text, port }) => {
  expect(readPort('GATEWAY_PORT', text, 8001)).toBe(port);
});

it.each(['0', '-1', '80.5', '65536', 'http'])('readPort names the variable for %s', (text) => {
  expect(() => readPort('GATEWAY_PORT', text, 8001)).toThrow(/GATEWAY_PORT/);
});
