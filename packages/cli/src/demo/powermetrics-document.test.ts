import { expect, it } from '@jest/globals';
import { powermetricsDocument } from './powermetrics-document.ts';
import { simulateMac } from './simulated-mac.ts';

const moment = simulateMac({ seconds: 300, elapsedSeconds: 1, performanceLoad: 0.5, heat: 0.5 });

function document(...samplers: string[]): string {
  return powermetricsDocument(moment, {
    at: new Date('2026-02-03T09:30:00.900Z'),
    bootedAt: new Date('2026-02-01T00:00:00Z'),
    elapsedNs: 1_002_000_000,
    samplers: new Set(samplers),
  });
}

it('writes what was asked for, in the order of powermetrics', () => {
  const all = document('cpu_power', 'gpu_power', 'thermal');
  const keys = [...all.matchAll(/^<key>(\w+)<\/key>/gm)].map(([, key]) => key);
  expect(keys.slice(0, 9)).toEqual([
    'is_delta',
    'elapsed_ns',
    'hw_model',
    'kern_osversion',
    'kern_bootargs',
    'kern_boottime',
    'timestamp',
    'processor',
    'clusters',
  ]);
  expect(all).toContain('<key>elapsed_ns</key><integer>1002000000</integer>');
  expect(all).toContain('<key>timestamp</key><date>2026-02-03T09:30:00Z</date>');
  expect(all).toContain('<key>thermal_pressure</key><string>Moderate</string>');
  expect(document('thermal')).not.toContain('<key>processor</key>');
  expect(document('cpu_power')).not.toContain('<key>gpu</key>');
});

it('gives each performance core its share, in six digits', () => {
  const cpus = document('cpu_power').split('<key>cpu</key>').slice(1);
  expect(cpus).toHaveLength(16);
  const shares = [...(cpus[15] ?? '').matchAll(/<key>used_ratio<\/key><real>([^<]+)<\/real>/g)];
  expect(shares).toHaveLength(20);
  const sum = shares.reduce((total, [, share]) => total + Number(share), 0);
  expect(sum).toBeCloseTo(0.5, 5);
  for (const [, share] of shares)
    expect(share).toMatch(/^(?:0|\d\.\d{1,5}|0\.0*[1-9]\d{0,5}|\d(?:\.\d{1,5})?e-\d\d)$/);
});

it('makes power out of energy and time, to the digit', () => {
  const text = document('cpu_power');
  const energy = Number(/<key>cpu_energy<\/key><integer>(\d+)</.exec(text)?.[1]);
  const power = Number(/<key>cpu_power<\/key><real>([^<]+)</.exec(text)?.[1]);
  expect(power).toBeCloseTo(energy / 1.002, 0);
});

it('repeats the traps of the real one: clusters that never idle, one without online_ratio, a GPU in megahertz', () => {
  const text = document('cpu_power', 'gpu_power');
  expect([...text.matchAll(/<key>online_ratio<\/key>/g)]).toHaveLength(2);
  const clock = Number(
    /<key>gpu<\/key>\n<dict>\n<key>freq_hz<\/key><real>([\d.]+)</.exec(text)?.[1],
  );
  expect(clock).toBeGreaterThan(300);
  expect(clock).toBeLessThan(1600);
  const states = text.slice(text.indexOf('<key>gpu</key>')).split('sw_requested_state')[0] ?? '';
  const clocks = [...states.matchAll(/<key>freq<\/key><integer>(\d+)</g)].map(([, freq]) => freq);
  expect(clocks.filter((freq) => freq === '1182')).toHaveLength(2);
});
