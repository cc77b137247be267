import { expect, it } from '@jest/globals';
import { liveHealth } from '../fixtures/samples.ts';
import { whyAbsent } from './absent.ts';

const now = new Date('2026-01-05T10:00:00.000Z');
const service = {
  name: 'hardware-exporter',
  url: 'http://127.0.0.1:9101',
  up: true,
  ready: true,
  checked_at: now.toISOString(),
};

it.each([
  { title: 'not connected', health: undefined, why: /not said anything/ },
  { title: 'no such service', health: liveHealth(), why: /EXPORTER_URLS/ },
  {
    title: 'the store is away',
    health: { ...liveHealth(), store: { up: false, detail: 'refused' } },
    why: /store does not answer: refused/,
  },
  {
    title: 'the service is away',
    health: { ...liveHealth(), services: [{ ...service, up: false, detail: 'refused' }] },
    why: /does not answer at http:\/\/127.0.0.1:9101 \(refused\)/,
  },
  {
    title: 'not ready',
    health: { ...liveHealth(), services: [{ ...service, ready: false, detail: 'publisher' }] },
    why: /not ready: publisher/,
  },
  {
    title: 'nothing yet',
    health: { ...liveHealth(), services: [service] },
    why: /has not published/,
  },
])('absent: $title', ({ health, why }) => {
  expect(whyAbsent('hardware-exporter', health)).toMatch(why);
});
