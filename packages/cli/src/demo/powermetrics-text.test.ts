import { expect, it } from '@jest/globals';
import type { PowerSample } from './powermetrics-sample.ts';
import { powermetricsText, textHead } from './powermetrics-text.ts';
import { simulateMac } from './simulated-mac.ts';

const sample: PowerSample = {
  moment: simulateMac({ seconds: 300, elapsedSeconds: 1, performanceLoad: 0.5, heat: 0.95 }),
  at: new Date('2026-02-03T09:30:00.900Z'),
  bootedAt: new Date('2026-02-01T00:00:00Z'),
  elapsedNs: 5_021_960_000,
  osBuild: '25B78',
  samplers: new Set([
    'tasks',
    'battery',
    'network',
    'disk',
    'interrupts',
    'cpu_power',
    'thermal',
    'gpu_power',
  ]),
  isDelta: true,
  invalid: false,
  byCoalition: false,
  energyByProcess: false,
};
const text = powermetricsText(sample);
const lines = text.split('\n');

it('names the machine once', () => {
  expect(textHead(sample)).toBe(
    'Machine model: Mac16,5\nOS version: 25B78\nBoot arguments: \nBoot time: Sun Feb  1 00:00:00 2026\n\n',
  );
});

it('starts with the moment and its length', () => {
  expect(lines.slice(0, 3)).toEqual([
    '',
    '',
    '*** Sampled system activity (Tue Feb  3 09:30:00 2026 +0000) (5021.96ms elapsed) ***',
  ]);
});

it('has the sections in the order of the real one', () => {
  expect(lines.filter((line) => line.startsWith('***')).slice(1)).toEqual([
    '*** Running tasks ***',
    '**** Battery and backlight usage ****',
    '**** Network activity ****',
    '**** Disk activity ****',
    '****  Interrupt distribution ****',
    '**** Processor usage ****',
    '**** Thermal pressure ****',
    '**** GPU usage ****',
  ]);
  expect(powermetricsText({ ...sample, samplers: new Set(['thermal']) })).not.toContain('CPU');
});

it.each([
  { title: 'a cluster', pattern: /^P0-Cluster Online: 100%$/ },
  { title: 'its clock', pattern: /^P0-Cluster HW active frequency: \d{4} MHz$/ },
  {
    title: 'its bogus share',
    pattern: /^P1-Cluster HW active residency: 100\.00% \(1260 MHz: 5\.0% /,
  },
  { title: 'its sleep', pattern: /^E-Cluster down residency: {3}0\.00%$/ },
  {
    title: 'a core',
    pattern: /^CPU 15 active residency: {2}50\.00% \(1260 MHz: (?: \d\d|\d\.\d|\.\d\d)% /,
  },
  { title: 'its clock', pattern: /^CPU 15 frequency: \d{4} MHz$/ },
  { title: 'its rest', pattern: /^CPU 15 idle residency: {2}30\.00%$/ },
  { title: 'its sleep', pattern: /^CPU 15 down residency: {2}20\.00%$/ },
  { title: 'watts', pattern: /^CPU Power: \d+ mW$/ },
  { title: 'their sum', pattern: /^Combined Power \(CPU \+ GPU \+ ANE\): \d+ mW$/ },
  { title: 'the GPU', pattern: /^GPU HW active frequency: \d{3,4} MHz$/ },
  { title: 'its states', pattern: /^GPU SW requested state: \(P1 : .{3}% P2 : / },
  { title: 'heat', pattern: /^Current pressure level: Heavy$/ },
  { title: 'charge', pattern: /^Battery: percent_charge: \d+$/ },
  { title: 'the network', pattern: /^in: {2}[\d.]+ packets\/s, [\d.]+ bytes\/s$/ },
  { title: 'the disk', pattern: /^write: [\d.]+ ops\/s [\d.]+ KBytes\/s$/ },
  { title: 'a process', pattern: /^Charts & Orders {20}4711 {3}\d/ },
  { title: 'interrupts', pattern: /^\t\|-> TIMER: [\d.]+ interrupts\/sec$/ },
])('writes $title', ({ pattern }) => {
  expect(lines).toContainEqual(expect.stringMatching(pattern));
});

it('says the power of the GPU twice, and that P1 is online never', () => {
  expect(lines.filter((line) => line.startsWith('GPU Power:'))).toHaveLength(2);
  expect(text).not.toContain('P1-Cluster Online');
});

it('writes what it does not know as the real one does', () => {
  const invalid = powermetricsText({ ...sample, invalid: true });
  expect(invalid).toContain('CPU 15 active residency:    nan%');
  expect(invalid).toContain('CPU 15 frequency: 0 MHz');
});
