import { expect, it } from '@jest/globals';
import { powermetricsDocument } from './powermetrics-document.ts';
import type { PowerSample } from './powermetrics-sample.ts';
import { metered, pressureOf } from './powermetrics-sample.ts';
import { simulateMac } from './simulated-mac.ts';

const moment = simulateMac({ seconds: 300, elapsedSeconds: 1, performanceLoad: 0.5, heat: 0.5 });
const sample: PowerSample = {
  moment,
  at: new Date('2026-02-03T09:30:00.900Z'),
  bootedAt: new Date('2026-02-01T00:00:00Z'),
  elapsedNs: 1_002_000_000,
  osBuild: '25B78',
  samplers: new Set(),
  isDelta: true,
  invalid: false,
  byCoalition: false,
  energyByProcess: false,
};

function document(...samplers: string[]): string {
  return powermetricsDocument({ ...sample, samplers: new Set(samplers) });
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
  const energy = Number(/<key>cpu_energy<\/key>\n<integer>(\d+)</.exec(text)?.[1]);
  const power = Number(/<key>cpu_power<\/key>\n<real>([^<]+)</.exec(text)?.[1]);
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

it('writes who was active, with names as they are', () => {
  const text = document('tasks', 'battery', 'network', 'disk', 'interrupts');
  const keys = ['tasks', 'all_tasks', 'battery', 'network', 'disk', 'interrupts'];
  const places = keys.map((key) => text.indexOf(`<key>${key}</key>\n`));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places[0]).toBeGreaterThan(0);
  expect(text).toContain('<string>Charts & Orders</string>');
  expect(text).toMatch(/<key>ibytes<\/key><integer>\d+<\/integer>\n<key>ibyte_rate<\/key><real>/);
  expect(text).toMatch(/<key>rbytes_diff<\/key><integer>\d+<\/integer>\n<key>rbytes_per_s<\/key>/);
  expect(text).not.toContain('energy_impact');
});

it('groups by coalition, and adds the energy impact, when asked', () => {
  const samplers = new Set(['tasks']);
  const text = powermetricsDocument({
    ...sample,
    samplers,
    byCoalition: true,
    energyByProcess: true,
  });
  expect(text).toContain('<key>coalitions</key>\n<array>\n<dict>\n<key>id</key>');
  expect(text).toContain('<key>energy_impact_per_s</key><real>');
});

it.each([
  { osBuild: '24F74', times: 2 },
  { osBuild: '25B78', times: 1 },
])('says $times times in gpu how idle it was on $osBuild', ({ osBuild, times }) => {
  const text = powermetricsDocument({ ...sample, osBuild, samplers: new Set(['gpu_power']) });
  expect([...text.matchAll(/<key>idle_ratio<\/key>/g)]).toHaveLength(times);
  expect(text).toMatch(/<key>gpu_energy<\/key><integer>\d+<\/integer>\n<\/dict>\n<\/dict>/);
});

it('writes values that are none as the real one does', () => {
  const samplers = new Set(['cpu_power', 'gpu_power']);
  const text = powermetricsDocument({ ...sample, samplers, invalid: true });
  expect(text).toContain('<real>nan</real>');
  expect(text).toContain('<key>invalid</key><true/>');
});

it.each([
  { fault: 'no-power', factors: [0, 0, 0] },
  { fault: 'slow-energy', factors: [0, 2, 0] },
  { fault: 'noise', factors: [1, 1, 1] },
] as const)('meters $fault', ({ fault, factors }) => {
  const lasting = new Set([fault]);
  const watts = [1, 2, 3].map((turn) => metered(moment, { lasting, sample: turn }).watts.gpu);
  expect(watts).toEqual(factors.map((factor) => factor * moment.watts.gpu));
});

it.each([
  { heat: 0, word: 'Nominal' },
  { heat: 0.34, word: 'Moderate' },
  { heat: 0.9, word: 'Heavy' },
  { heat: 1, word: 'Trapping' },
])('calls a heat of $heat $word', ({ heat, word }) => {
  expect(pressureOf(heat)).toBe(word);
});
