import { expect, it } from '@jest/globals';
import { renderTable } from './render-table.ts';

const fleet = {
  host: 'desk-mac',
  seconds: 3.2,
  board: 'http://localhost:8001/',
  store: { kind: 'private', version: '7.0.15', port: 6390, folder: '/data/store', durable: true },
  services: [
    { name: 'hardware-exporter', url: 'http://127.0.0.1:9101', ready: true, not_ready: [] },
    {
      name: 'gateway',
      url: 'http://127.0.0.1:8001',
      ready: false,
      not_ready: [{ part: 'store', reason: 'does not answer' }],
    },
  ],
  missing: [
    { fields: ['gpu', 'ane', 'power', 'energy', 'thermal'], reason: 'install the agent' },
    { fields: ['fans'], reason: 'brew install macmon' },
  ],
} as const;

it('says what is live, what is missing and how to get it, and where the board is', () => {
  expect(renderTable(fleet)).toBe(`
m4max on desk-mac, up in 3.2 s

  store              127.0.0.1:6390  durable, 7.0.15, kept in /data/store
  hardware-exporter  127.0.0.1:9101  ready
  gateway            127.0.0.1:8001  store: does not answer

Not readable here:
  gpu, ane, power, energy and 1 more
      install the agent
  fans
      brew install macmon

  Board  http://localhost:8001/
  API    http://localhost:8001/docs

Ctrl-C stops all of it.

`);
});

it('says what an embedded store cannot do', () => {
  const embedded = { kind: 'embedded', version: '7.0', port: 6390, durable: false } as const;
  expect(renderTable({ ...fleet, store: embedded })).toMatch(/do not survive a restart/);
});
