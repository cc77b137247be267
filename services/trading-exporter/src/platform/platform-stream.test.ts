import { expect, it } from '@jest/globals';
import { componentOfPlatformStream, isPlatformStream } from './platform-stream.ts';

it.each([
  { name: 'nautilus-streams', isPlatform: true },
  { name: 'nautilus-streams:market_data.MSFT', isPlatform: true },
  { name: 'nautilus-risk-streams', isPlatform: true },
  { name: 'nautilus-molecular_dynamics-streams', isPlatform: true },
  { name: 'nautilus-telemetry-streams', isPlatform: false },
  { name: 'nautilus-streamsold', isPlatform: false },
  { name: 'nautilus--streams', isPlatform: false },
  { name: 'nautilus-risk-stream', isPlatform: false },
  { name: 'trader-DESK-7:stream:data.quotes', isPlatform: false },
  { name: 'my-nautilus-risk-streams', isPlatform: false },
  { name: '', isPlatform: false },
])('$name carries messages of the platform: $isPlatform', ({ name, isPlatform }) => {
  expect(isPlatformStream(name, 'nautilus-telemetry-streams')).toBe(isPlatform);
});

it('takes the telemetry stream by the name that it has', () => {
  expect(isPlatformStream('nautilus-times-streams', 'nautilus-times-streams')).toBe(false);
  expect(isPlatformStream('nautilus-telemetry-streams', 'nautilus-times-streams')).toBe(true);
});

it.each([
  { name: 'nautilus-risk-streams', component: 'risk_engine' },
  { name: 'nautilus-price-streams', component: 'other_engine' },
  { name: 'nautilus-streams:market_data.MSFT', component: 'unknown_engine' },
  { name: 'trader-DESK-7:stream:data.quotes', component: undefined },
])('what waits in $name waits for $component', ({ name, component }) => {
  expect(componentOfPlatformStream(name)).toBe(component);
});
